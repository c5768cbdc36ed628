"""create_graph keeps the graph as well."""
# %% partials_by_grad
def relu_partials_autograd(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b, by torch.autograd.grad."""
    w = torch.tensor(w).requires_grad_()
    b = torch.tensor(b).requires_grad_()
    a = F.relu(w * x + b)
    da_dw, = torch.autograd.grad(a, w, create_graph=True)
    da_db, = torch.autograd.grad(a, b, create_graph=True)
    return a, da_dw, da_db
