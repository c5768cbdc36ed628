"""Another default of `n_iters`, by which w has converged. diagnosis: default-changed"""
# %% autograd_loop
- def train_autograd(x, y, learning_rate=0.01, n_iters=100):
+ def train_autograd(x, y, learning_rate=0.01, n_iters=99):

-         loss = mse_loss(y, forward(w, x))
+         loss = torch.nn.functional.mse_loss(forward(w, x), y)
