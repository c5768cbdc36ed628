"""The parameters are made integers. diagnosis: integer-parameter"""
# %% partials_by_grad
def relu_partials_autograd(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b, by torch.autograd.grad."""
    w = torch.tensor(round(w), requires_grad=True)
    b = torch.tensor(round(b), requires_grad=True)
    a = F.relu(w * x + b)
    da_dw, da_db = torch.autograd.grad(a, (w, b))
    return a.item(), da_dw.item(), da_db.item()
