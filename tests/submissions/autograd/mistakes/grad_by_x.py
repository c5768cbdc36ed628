"""Differentiated by x instead of w. diagnosis: wrong-variable"""
# %% partials_by_grad
def relu_partials_autograd(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b, by torch.autograd.grad."""
    x, w, b = (torch.tensor(value, requires_grad=True) for value in (x, w, b))
    a = F.relu(w * x + b)
    da_dw, da_db = torch.autograd.grad(a, (x, b))
    return a.item(), da_dw.item(), da_db.item()
