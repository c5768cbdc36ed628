"""The error is computed in place of the predictions. diagnosis: argument-changed"""
# %% forward_and_loss
-     return ((y_pred - y) ** 2).mean()
+     y_pred -= y
+     return (y_pred ** 2).mean()
