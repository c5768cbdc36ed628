"""The results as a list."""
# %% cross_entropy_gradient
-     return loss, x.T @ error / len(y), error.mean(dim=0)
+     return [loss, x.T @ error / len(y), error.mean(dim=0)]
