"""The total is started, and nothing is added to it. diagnosis: always-zero"""
# %% forward_and_loss
-     """Return the model's predictions for the samples x, in the shape of x."""
+     """Return the predictions w * x for the inputs x."""
-     """Return the mean squared error of the predictions, one number."""
-     return ((y_pred - y) ** 2).mean()
+     """Return the mean squared error of the predictions y_pred for the targets y: one number."""
+     total = 0.0
+     # for each sample ...
+     return total
