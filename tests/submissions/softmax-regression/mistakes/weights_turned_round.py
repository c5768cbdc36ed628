"""The gradient of the weights is (k, F). diagnosis: transpose-missing"""
# %% cross_entropy_gradient
-     return loss, x.T @ error / len(y), error.mean(dim=0)
+     return loss, error.T @ x / len(y), error.mean(dim=0)
