"""Task linear_model: `Adaline3`, an nn.Module around one zero-initialised nn.Linear."""

import pytest
import torch

from autograder.kit import expect_tensors
from autograder.kit.hidden import Grader, beside
from autograder.kit.hidden.faults import changed

reference = beside(__file__, "reference")
no_bias = changed(reference.outputs, bias=lambda given: torch.zeros_like(given["bias"]))

grader = Grader("linear_model", truth=reference.outputs, wrong=[("bias-missing", no_bias)])

# The training of `test_stated_accuracy`: whole-batch steps, as far as 20 epochs of minibatches.
STEPS, RATE = 14, 0.1


@pytest.mark.task("linear_model")
@pytest.mark.points(1)
@pytest.mark.requires("test_output_values", "test_gradients")
def test_stated_accuracy(trial, devices, targets):
    """Trained by gradient descent from its own start, it reaches the stated accuracies"""
    data = {**reference.iris(), "arguments": [2], "dtype": "float32"}
    for device in devices:
        (told,) = trial.ask([data], "trained", device)
        if reference.reaches(told, targets):
            continue
        # The grader does the arithmetic of each step, so that no training loop enters the worker.
        end = data
        for _ in range(STEPS):
            (record,) = trial.ask([end], "passed", device)
            end = {**end, **stepped(end, record["grads"])}
        problems = [end, {**end, "x": end["x_test"], "y": end["y_test"]}]
        train, test = trial.ask(problems, "passed", device)
        told = {"train": train["answer"], "test": test["answer"]}
        reference.expect_accuracies(told, targets)


def stepped(given, grads):
    """Return weight and bias after one step."""
    parts = {"the gradient of the weight": [(1, 2)], "the gradient of the bias": [(1,)]}
    form = {"parts": parts, "dtype": torch.float32, "sizes": {2: "F"}}
    grad_w, grad_b = expect_tensors(grads, "what `backward` leaves in `.grad`", **form)
    return {"weight": given["weight"] - RATE * grad_w.T, "bias": given["bias"] - RATE * grad_b}
