"""The loss divides by n - 1. diagnosis: loss-ddof"""
# %% forward_and_loss
-     return ((y_pred - y) ** 2).mean()
+     return ((y_pred - y) ** 2).sum() / (len(y) - 1)
