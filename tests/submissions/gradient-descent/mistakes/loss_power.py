"""^ where ** is meant. diagnosis: xor-for-power"""
# %% forward_and_loss
-     """Return the model's predictions for the samples x, in the shape of x."""
+     """Return the predictions w * x for the inputs x."""
-     """Return the mean squared error of the predictions, one number."""
-     return ((y_pred - y) ** 2).mean()
+     """Return the mean squared error of the predictions y_pred for the targets y: one number."""
+     return np.mean((y_pred - y) ^ 2)
