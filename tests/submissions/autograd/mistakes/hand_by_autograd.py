"""The engine differentiates. diagnosis: autograd-in-manual"""
# %% partials_by_hand
def relu_partials(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b."""
    w, b = (torch.tensor(value, requires_grad=True) for value in (w, b))
    a = F.relu(w * x + b)
    a.backward()
    return a.item(), w.grad.item(), b.grad.item()
