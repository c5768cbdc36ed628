"""Both parameters in one leaf."""
# %% partials_by_grad
def relu_partials_autograd(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b, by torch.autograd.grad."""
    p = torch.tensor([w, b], requires_grad=True)
    a = F.relu(p @ torch.tensor([x, 1.0]))
    da_dw, da_db = torch.autograd.grad(a, p)[0]
    return a, da_dw, da_db
