"""torch.func.grad_and_value."""
# %% partials_by_grad
def relu_partials_autograd(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b, by torch.autograd.grad."""
    def f(parameters):
        return torch.relu(parameters[0] * x + parameters[1])

    (da_dw, da_db), a = torch.func.grad_and_value(f)((torch.tensor(w), torch.tensor(b)))
    return a, da_dw, da_db
