"""The gradients first, then the loss. diagnosis: results-swapped"""
# %% cross_entropy_gradient
-     return loss, x.T @ error / len(y), error.mean(dim=0)
+     return x.T @ error / len(y), error.mean(dim=0), loss
