"""Double precision."""
# %% partials_by_grad
def relu_partials_autograd(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b, by torch.autograd.grad."""
    w, b = (torch.tensor(value, dtype=torch.float64, requires_grad=True) for value in (w, b))
    a = F.relu(torch.tensor(x).double() * w + b)
    da_db = torch.autograd.grad(a, b, retain_graph=True)[0]
    da_dw = torch.autograd.grad(a, w)[0]
    return [float(a), float(da_dw), float(da_db)]
