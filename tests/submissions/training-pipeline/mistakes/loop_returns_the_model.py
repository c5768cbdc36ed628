"""The model is returned with the losses. diagnosis: none"""
# %% training_loop
+         optimizer.zero_grad()
          loss.backward()

-         optimizer.zero_grad()
-     return losses
+     return model, losses
