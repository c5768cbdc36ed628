"""Task first_task: what is right, and what students write instead. Hidden from them."""

import torch

from autograder.kit.hidden import Grader
from autograder.kit.hidden.faults import GRADIENT, of_a_mean


def truth(given):
    """Return the gradient by autograd, apart from the solution's formula."""
    w = given["w"].clone().requires_grad_()
    loss = torch.nn.functional.mse_loss(given["x"] @ w, given["y"])
    return torch.autograd.grad(loss, w)[0]


grader = Grader("first_task", truth=truth, wrong=of_a_mean(truth, GRADIENT))
