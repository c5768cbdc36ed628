"""The mean absolute error. diagnosis: none"""
# %% forward_and_loss
-     return ((y_pred - y) ** 2).mean()
+     return np.abs(y_pred - y).mean()
