"""Task grad_call: `negative_gradients(model, loss)` by `torch.autograd.grad`."""

import pytest

from autograder.kit.hidden import Grader, beside
from autograder.kit.hidden.faults import HALF, SIGN, scaled

reference = beside(__file__, "reference")

grader = Grader(
    "grad_call",
    truth=reference.negative_gradients,
    wrong=scaled(reference.negative_gradients, [*SIGN, *HALF], parts=2),
)


@pytest.mark.task("grad_call")
@pytest.mark.points(2)
@pytest.mark.requires("test_values")
def test_stated_accuracy(trial, devices, targets):
    """Trained with these gradients, the model reaches the stated accuracies"""
    reference.expect_stated(trial, devices, targets)
