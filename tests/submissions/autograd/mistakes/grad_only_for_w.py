"""grad for w, and the derivative by b is written by hand. diagnosis: none"""
# %% partials_by_grad
def relu_partials_autograd(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b, by torch.autograd.grad."""
    w = torch.tensor(w, requires_grad=True)
    a = F.relu(w * x + b)
    return a.item(), torch.autograd.grad(a, w)[0].item(), float(a > 0)
