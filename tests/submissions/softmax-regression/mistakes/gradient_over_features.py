"""Divided by the number of features. diagnosis: gradient-wrong-n"""
# %% cross_entropy_gradient
-     return loss, x.T @ error / len(y), error.mean(dim=0)
+     return loss, x.T @ error / x.shape[1], error.mean(dim=0)
