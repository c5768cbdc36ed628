"""torch.autograd.functional.jacobian."""
# %% partials_by_grad
def relu_partials_autograd(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b, by torch.autograd.grad."""
    def f(w, b):
        return F.relu(w * x + b)

    inputs = torch.tensor(w), torch.tensor(b)
    return f(*inputs), *torch.autograd.functional.jacobian(f, inputs)
