"""The square of the mean error. diagnosis: loss-of-mean-error"""
# %% forward_and_loss
-     return ((y_pred - y) ** 2).mean()
+     return np.mean(y_pred - y) ** 2
