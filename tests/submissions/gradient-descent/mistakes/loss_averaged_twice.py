"""The mean of the squared errors, over n. diagnosis: averaged-twice"""
# %% forward_and_loss
-     return ((y_pred - y) ** 2).mean()
+     return ((y_pred - y) ** 2).mean() / len(y)
