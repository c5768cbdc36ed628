"""x is not transposed. diagnosis: transpose-missing"""
# %% cross_entropy_gradient
-     return loss, x.T @ error / len(y), error.mean(dim=0)
+     return loss, x @ error / len(y), error.mean(dim=0)
