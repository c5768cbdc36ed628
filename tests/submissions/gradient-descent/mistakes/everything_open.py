"""Nothing was done.

diagnosis: stub-left
fails: forward_and_loss, manual_gradient, training_loop, autograd_loop, find_the_bug
"""

# %% forward_and_loss
def forward(w, x):
    """Return the model's predictions for the samples x, in the shape of x."""
    raise NotImplementedError()


def mse_loss(y, y_pred):
    """Return the mean squared error of the predictions, one number."""
    raise NotImplementedError()

# %% manual_gradient
def gradient(x, y, y_pred):
    """Return dJ/dw, the slope of the mean squared error at the predictions y_pred: one number."""
    raise NotImplementedError()

# %% training_loop
def train_numpy(x, y, learning_rate=0.01, n_iters=20):
    """Return the weight after `n_iters` updates, and the list of the losses before each of them."""
    raise NotImplementedError()

# %% autograd_loop
def train_autograd(x, y, learning_rate=0.01, n_iters=100):
    """Return the weight after `n_iters` updates, and the list of the losses before each of them."""
    raise NotImplementedError()

# %% find_the_bug
def lecture_gradient_factor(n):
    """Return the lecture's gradient over the right one, for n samples."""
    raise NotImplementedError()
