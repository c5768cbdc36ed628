"""Nothing is returned. diagnosis: no-return"""
# %% cross_entropy_gradient
-     return loss, x.T @ error / len(y), error.mean(dim=0)
+     result = loss, x.T @ error / len(y), error.mean(dim=0)
