"""item() of the tuple that grad returns.

diagnosis: grad-tuple
fails: partials_by_grad
"""

# %% partials_by_grad
def relu_partials_autograd(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b, by torch.autograd.grad."""
    w = torch.tensor(w, requires_grad=True)
    b = torch.tensor(b, requires_grad=True)
    a = F.relu(w * x + b)
    da_dw = torch.autograd.grad(a, w, retain_graph=True).item()
    da_db = torch.autograd.grad(a, b).item()
    return a.item(), da_dw, da_db
