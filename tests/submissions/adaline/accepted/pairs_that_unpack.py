"""Both pairs are an object of a class of its own, which unpacks."""

# %% manual_gradient
from dataclasses import dataclass


@dataclass
class Downhill:
    """A pair of negative gradients."""

    w: torch.Tensor
    b: torch.Tensor

    def __iter__(self):
        return iter((self.w, self.b))


class Adaline1:
    """A linear neuron whose gradient is written by hand."""

    def __init__(self, num_features, device=None, dtype=None):
        self.weight = torch.zeros(num_features, 1, device=device, dtype=dtype)
        self.bias = torch.zeros(1, device=device, dtype=dtype)

    def forward(self, x):
        """Return the outputs (n,) for the samples x (n, F)."""
        return (x @ self.weight + self.bias).view(-1)

    def backward(self, x, yhat, y):
        """Return the negative gradients of the mean squared error: (F, 1) and (1,)."""
        error = 2.0 * (y - yhat) / len(y)
        return Downhill(x.T @ error.view(-1, 1), error.sum().view(1))


# %% grad_call
def negative_gradients(model, loss):
    """Return the negative gradients of `loss` for model.weight (F, 1) and model.bias (1,)."""
    grad_w, grad_b = torch.autograd.grad(loss, (model.weight, model.bias))
    return Downhill(-grad_w, -grad_b)
