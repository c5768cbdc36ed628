"""backward, but the gradient of b is read from w.

diagnosis: wrong-variable
fails: partials_by_grad
"""

# %% partials_by_grad
def relu_partials_autograd(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b, by torch.autograd.grad."""
    w = torch.tensor(w, requires_grad=True)
    b = torch.tensor(b, requires_grad=True)
    a = F.relu(w * x + b)
    a.backward()
    return a.item(), w.grad.item(), w.grad.item()
