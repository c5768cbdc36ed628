"""By autograd instead of by hand."""
# %% first_task
def gradient(w, x, y):
    """Return the derivative of the mean squared error of w * x with respect to w."""
    w = w.detach().requires_grad_()
    (w * x - y).square().mean().backward()
    return w.grad
