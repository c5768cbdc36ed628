"""The three numbers are an object that unpacks, the k tensors come in a deque."""

# %% partials_by_hand
from dataclasses import astuple, dataclass


@dataclass
class Partials:
    """An output and its partial derivatives."""

    a: float
    da_dw: float
    da_db: float

    def __iter__(self):
        return iter(astuple(self))


def relu_partials(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b."""
    z = w * x + b
    return Partials(z, x, 1.0) if z > 0 else Partials(0.0, 0.0, 0.0)


# %% partials_by_grad
def relu_partials_autograd(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b, by torch.autograd.grad."""
    w = torch.tensor(w, requires_grad=True)
    b = torch.tensor(b, requires_grad=True)
    a = F.relu(w * x + b)
    da_dw, da_db = torch.autograd.grad(a, [w, b])
    return Partials(a.item(), da_dw.item(), da_db.item())


# %% accumulation
from collections import deque


def accumulated_gradients(loss_fn, w, k):
    """Return the k values of w.grad after 1, 2, ..., k calls of backward() on loss_fn(w)."""
    values = deque()
    for _ in range(k):
        loss_fn(w).backward()
        values.append(w.grad.clone())
    return values
