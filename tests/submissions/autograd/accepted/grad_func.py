"""torch.func.grad."""
# %% partials_by_grad
def relu_partials_autograd(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b, by torch.autograd.grad."""
    def f(w, b):
        return F.relu(w * x + b)

    w, b = torch.tensor(w), torch.tensor(b)
    da_dw, da_db = torch.func.grad(f, argnums=(0, 1))(w, b)
    return f(w, b).item(), da_dw.item(), da_db.item()
