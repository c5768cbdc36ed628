"""Tensors of shape (1,), as in the lecture."""
# %% partials_by_grad
from torch.autograd import grad

def relu_partials_autograd(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b, by torch.autograd.grad."""
    x = torch.tensor([x])
    w = torch.tensor([w], requires_grad=True)
    b = torch.tensor([b], requires_grad=True)
    a = F.relu(x * w + b)
    return a, grad(a, w, retain_graph=True)[0], grad(a, b)[0]
