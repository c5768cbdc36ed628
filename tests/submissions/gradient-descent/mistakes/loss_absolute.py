"""The mean absolute error. diagnosis: absolute-error"""
# %% forward_and_loss
-     return ((y_pred - y) ** 2).mean()
+     return np.abs(y_pred - y).mean()
