"""Each call has a graph of its own."""
# %% partials_by_grad
def relu_partials_autograd(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b, by torch.autograd.grad."""
    w = torch.tensor(w, requires_grad=True)
    b = torch.tensor(b, requires_grad=True)
    da_dw = torch.autograd.grad(F.relu(w * x + b), w)[0]
    da_db = torch.autograd.grad(F.relu(w * x + b), b)[0]
    return F.relu(w * x + b).item(), da_dw.item(), da_db.item()
