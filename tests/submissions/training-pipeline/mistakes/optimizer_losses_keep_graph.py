"""The losses keep their graph. diagnosis: cost-keeps-graph"""
# %% loss_and_optimizer
-         losses.append(loss.item())
+         losses.append(loss)
