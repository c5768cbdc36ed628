"""mse_loss rounds its result to single precision. diagnosis: dtype-ignored"""
# %% forward_and_loss
-     return ((y_pred - y) ** 2).mean()
+     return np.float32(((y_pred - y) ** 2).mean())
