"""Nothing is returned. diagnosis: no-return"""
# %% training_loop
+         optimizer.zero_grad()
          loss.backward()

-         optimizer.zero_grad()
-     return losses
