"""Task manual_gradient: `Adaline1.backward(x, yhat, y)`, derived by hand."""

import pytest

from autograder.kit.hidden import Grader, beside
from autograder.kit.hidden.faults import changed

reference = beside(__file__, "reference")
ignored = changed(reference.negative_gradients, yhat=reference.outputs)

grader = Grader(
    "manual_gradient",
    truth=reference.negative_gradients,
    wrong={"": reference.GRADIENTS, "given_outputs": [("yhat-ignored", ignored)]},
)


@pytest.mark.task("manual_gradient")
@pytest.mark.points(2)
@pytest.mark.requires("test_negative_grad_w", "test_negative_grad_b")
def test_stated_accuracy(trial, devices, targets):
    """Trained from zero with this gradient, the model reaches the stated accuracies"""
    trial.look("starts_at_zero")
    reference.expect_stated(trial, devices, targets)
