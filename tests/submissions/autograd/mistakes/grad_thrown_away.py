"""grad is called, and its answer is replaced by the formula. diagnosis: none"""
# %% partials_by_grad
def relu_partials_autograd(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b, by torch.autograd.grad."""
    wt = torch.tensor(w, requires_grad=True)
    a = F.relu(wt * x + b)
    torch.autograd.grad(a, wt)
    on = float(a > 0)
    return a.item(), x * on, on
