"""The stub of the second task is left. diagnosis: stub-left"""
# %% partials_by_grad
def relu_partials_autograd(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b, by torch.autograd.grad."""
    raise NotImplementedError()
