"""The root of the mean squared error. diagnosis: loss-root"""
# %% forward_and_loss
-     return ((y_pred - y) ** 2).mean()
+     return np.sqrt(np.mean((y_pred - y) ** 2))
