"""The optimizer never steps. diagnosis: parameters-untouched"""
# %% training_loop
+         optimizer.zero_grad()
          loss.backward()
-         optimizer.step()
-         optimizer.zero_grad()
