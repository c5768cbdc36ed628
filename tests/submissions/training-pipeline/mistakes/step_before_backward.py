"""Both loops step, clear, and only then walk back. diagnosis: grad-before-backward"""
# %% loss_and_optimizer
+         optimizer.step()
          optimizer.zero_grad()
          loss.backward()
-         optimizer.step()
# %% training_loop
-         loss.backward()
          optimizer.step()
          optimizer.zero_grad()
+         loss.backward()
