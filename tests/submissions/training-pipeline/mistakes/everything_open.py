"""Nothing was done. diagnosis: stub-left"""
# %% loss_and_optimizer
def train_with_optimizer(x, y, learning_rate=0.01, n_iters=100):
    """Fit y = w·x; return w, a tensor of shape (), and the loss before each update."""
    raise NotImplementedError()
# %% columns
def as_columns(x, y):
    """Return x and y, n numbers each, as float32 tensors of shape (n, 1)."""
    raise NotImplementedError()
# %% linear_module
-         self.linear = nn.Linear(input_dim, output_dim, device=device, dtype=dtype)
+         raise NotImplementedError()
-         return self.linear(x)
+         raise NotImplementedError()
# %% training_loop
def train_model(model, x, y, learning_rate=0.01, n_iters=100, loss_fn=None):
    """Train `model` on all samples at once; return the loss before each update."""
    raise NotImplementedError()
