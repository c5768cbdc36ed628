"""The loss is left, the prediction is there. diagnosis: stub-left"""
# %% forward_and_loss
-     return ((y_pred - y) ** 2).mean()
+     raise NotImplementedError()
