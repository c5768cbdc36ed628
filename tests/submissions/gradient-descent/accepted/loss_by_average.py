"""np.average of the powers; the arguments of the error swapped."""
# %% forward_and_loss
-     return w * x
+     return np.einsum(',i->i', w, x)
-     return ((y_pred - y) ** 2).mean()
+     return np.average(np.power(y - y_pred, 2))
