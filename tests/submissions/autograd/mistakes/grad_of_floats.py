"""The floats themselves are handed to grad. diagnosis: none"""
# %% partials_by_grad
def relu_partials_autograd(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b, by torch.autograd.grad."""
    a = max(w * x + b, 0.0)
    return a, *torch.autograd.grad(a, (w, b))
