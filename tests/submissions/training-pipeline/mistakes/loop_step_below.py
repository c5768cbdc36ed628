"""The step stands below the loop. diagnosis: step-outside-loop"""
# %% training_loop
+         optimizer.zero_grad()
          loss.backward()
-         optimizer.step()
-         optimizer.zero_grad()
+     optimizer.step()
