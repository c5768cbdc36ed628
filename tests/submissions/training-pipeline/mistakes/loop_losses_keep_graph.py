"""The losses keep their graph. diagnosis: cost-keeps-graph"""
# %% training_loop
-         losses.append(loss.item())
+         losses.append(loss)
+         optimizer.zero_grad()
-         optimizer.zero_grad()
