"""The biases before the weights. diagnosis: results-swapped"""
# %% cross_entropy_gradient
-     return loss, x.T @ error / len(y), error.mean(dim=0)
+     return loss, error.mean(dim=0), x.T @ error / len(y)
