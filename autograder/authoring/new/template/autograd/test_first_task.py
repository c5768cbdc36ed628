"""Task first_task: what is right, and what students write instead. Hidden from them."""

import torch

from autograder.kit import LOSSES
from autograder.kit.hidden import Grader
from autograder.kit.hidden.faults import HALF, SIGN, scaled


def truth(given):
    """Return the gradient of the problem's loss."""
    w = given["w"].clone().requires_grad_()
    loss = LOSSES[given["loss"]](given["x"] @ w, given["y"])
    return torch.autograd.grad(loss, w)[0]


grader = Grader("first_task", truth=truth, wrong=scaled(truth, [*SIGN, *HALF]))
