"""Only the last loss is returned. diagnosis: none"""
# %% training_loop
+         optimizer.zero_grad()
          loss.backward()

-         optimizer.zero_grad()
-     return losses
+     return loss.item()
