"""grad for b, and the derivative by w is written by hand. diagnosis: none"""
# %% partials_by_grad
def relu_partials_autograd(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b, by torch.autograd.grad."""
    b = torch.tensor(b, requires_grad=True)
    a = F.relu(w * x + b)
    return a.item(), x * float(a > 0), torch.autograd.grad(a, b)[0].item()
