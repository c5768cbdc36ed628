"""The sum over the samples, where the loss is a mean.

diagnosis: gradient-summed
fails: first_task
"""


# %% first_task
def gradient(w, x, y):
    """Return the derivative of the mean squared error of w * x with respect to w."""
    return 2 * torch.dot(w * x - y, x)
