"""The sum of the squares. diagnosis: loss-summed"""
# %% forward_and_loss
-     return ((y_pred - y) ** 2).mean()
+     return np.sum((y_pred - y) ** 2)
