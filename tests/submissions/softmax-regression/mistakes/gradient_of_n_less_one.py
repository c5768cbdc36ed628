"""Divided by n - 1. diagnosis: gradient-ddof"""
# %% cross_entropy_gradient
-     return loss, x.T @ error / len(y), error.mean(dim=0)
+     return loss, x.T @ error / (len(y) - 1), error.sum(dim=0) / (len(y) - 1)
