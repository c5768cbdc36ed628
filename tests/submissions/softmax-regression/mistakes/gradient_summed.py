"""Sums over the samples where the loss is their mean. diagnosis: gradient-summed"""
# %% cross_entropy_gradient
-     return loss, x.T @ error / len(y), error.mean(dim=0)
+     return loss, x.T @ error, error.sum(dim=0)
