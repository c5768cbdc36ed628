"""The first task is called again. diagnosis: manual-in-autograd"""
# %% partials_by_grad
def relu_partials_autograd(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b, by torch.autograd.grad."""
    a, da_dw, da_db = relu_partials(x, w, b)
    return torch.tensor(a), torch.tensor(da_dw), torch.tensor(da_db)
