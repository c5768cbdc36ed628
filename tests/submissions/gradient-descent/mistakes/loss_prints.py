"""The loss is printed and not returned. diagnosis: no-return"""
# %% forward_and_loss
-     return ((y_pred - y) ** 2).mean()
+     print(np.mean((y_pred - y) ** 2))
