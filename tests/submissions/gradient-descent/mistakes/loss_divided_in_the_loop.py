"""Divides by n in every round of the loop. diagnosis: divided-in-loop"""
# %% forward_and_loss
-     """Return the model's predictions for the samples x, in the shape of x."""
+     """Return the predictions w * x for the inputs x."""
-     """Return the mean squared error of the predictions, one number."""
-     return ((y_pred - y) ** 2).mean()
+     """Return the mean squared error of the predictions y_pred for the targets y: one number."""
+     total = 0.0
+     for i in range(len(y)):
+         total += (y_pred[i] - y[i]) ** 2
+         total /= len(y)
+     return total
