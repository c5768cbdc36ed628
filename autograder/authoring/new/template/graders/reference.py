"""What is right: problems and their gradients. Never enters the worker.

Written apart from the solution in the notebook, so that one mistake cannot hide in both.
"""

import torch

# An odd number of samples: the ratio of a sum to a mean is then no other mistake's.
N = 7


def problem(rng):
    """Draw w of shape () and x, y of shape (N,)."""
    w, x, y = (torch.randn(shape, generator=rng) for shape in ((), (N,), (N,)))
    return {"w": w, "x": x, "y": y}


def gradient(given):
    """Return the derivative of the mean squared error with respect to w, by autograd."""
    w = given["w"].clone().requires_grad_()
    loss = torch.nn.functional.mse_loss(w * given["x"], given["y"])
    return torch.autograd.grad(loss, w)[0]
