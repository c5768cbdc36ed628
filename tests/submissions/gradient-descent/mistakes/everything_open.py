"""Nothing was done. diagnosis: stub-left"""
# %% forward_and_loss
-     return w * x
+     raise NotImplementedError()
-     return ((y_pred - y) ** 2).mean()
+     raise NotImplementedError()
# %% manual_gradient
-     return (2 * x * (y_pred - y)).mean()
+     raise NotImplementedError()
# %% training_loop
def train_numpy(x, y, learning_rate=0.01, n_iters=20):
    """Return the weight after `n_iters` updates, and the list of the losses before each of them."""
    raise NotImplementedError()
# %% autograd_loop
def train_autograd(x, y, learning_rate=0.01, n_iters=100):
    """Return the weight after `n_iters` updates, and the list of the losses before each of them."""
    raise NotImplementedError()
# %% find_the_bug
-     return n
+     raise NotImplementedError()
