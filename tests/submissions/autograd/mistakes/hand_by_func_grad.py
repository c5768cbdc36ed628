"""The engine differentiates, through torch.func. diagnosis: autograd-in-manual"""
# %% partials_by_hand
def relu_partials(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b."""
    w, b = torch.tensor(w), torch.tensor(b)

    def f(w, b):
        return F.relu(w * x + b)

    return f(w, b), *torch.func.grad(f, argnums=(0, 1))(w, b)
