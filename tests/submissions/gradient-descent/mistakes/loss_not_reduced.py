"""The squares of all samples, neither summed nor averaged. diagnosis: loss-not-scalar"""
# %% forward_and_loss
-     return ((y_pred - y) ** 2).mean()
+     return (y_pred - y) ** 2
