"""The gradient by hand, copied from the first task. diagnosis: manual-in-autograd"""
# %% partials_by_grad
def relu_partials_autograd(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b, by torch.autograd.grad."""
    z = w * x + b
    if z <= 0:
        return 0.0, 0.0, 0.0
    return z, x, 1.0
