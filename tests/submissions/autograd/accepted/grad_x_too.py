"""x requires a gradient as well."""
# %% partials_by_grad
def relu_partials_autograd(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b, by torch.autograd.grad."""
    x, w, b = (torch.tensor(value, requires_grad=True) for value in (x, w, b))
    a = nn.ReLU()(w * x + b)
    _, da_dw, da_db = torch.autograd.grad(a, (x, w, b))
    return a.detach(), da_dw, da_db
