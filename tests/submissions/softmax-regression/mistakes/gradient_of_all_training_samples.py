"""Divided by as many samples as the training set has. diagnosis: gradient-wrong-n"""
# %% cross_entropy_gradient
-     return loss, x.T @ error / len(y), error.mean(dim=0)
+     return loss, x.T @ error / 1000, error.sum(dim=0) / 1000
