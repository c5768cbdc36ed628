"""z is differentiated, and relu comes afterwards. diagnosis: relu-slope"""
# %% partials_by_grad
def relu_partials_autograd(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b, by torch.autograd.grad."""
    w = torch.tensor(w, requires_grad=True)
    b = torch.tensor(b, requires_grad=True)
    z = w * x + b
    da_dw, da_db = torch.autograd.grad(z, (w, b))
    return F.relu(z).item(), da_dw.item(), da_db.item()
