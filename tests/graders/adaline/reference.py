"""What is right in `adaline`: gradients, training, and the data that it is stated for.

Written apart from the solution notebook, so that one mistake cannot hide in both.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch

from autograder.errors import CheckFailed
from autograder.kit import LOSSES, expect_tensors
from autograder.kit.hidden import Trainer
from autograder.kit.hidden.faults import (
    GRADIENT,
    changed,
    of_a_mean,
    of_a_product,
    thresholded,
    wrong_sizes,
)

EPOCHS = 20
# What students divide by when it is not the batch: the rows of Iris, its parts, a minibatch.
WRONG_SIZES = (70, 100, 30, 10)


def outputs(given, *, bias=True):
    """Return the outputs (n,) that a problem's parameters give."""
    weight = given["weight"].reshape(-1)
    return given["x"] @ weight + (given["bias"] if bias else 0.0)


def negative_gradients(given):
    """Return the negative gradients of the problem's loss at its yhat, (F, 1) and (1,)."""
    yhat = given["yhat"].clone().requires_grad_()
    (grad,) = torch.autograd.grad(LOSSES[given.get("loss", "mse")](yhat, given["y"]), yhat)
    return -given["x"].T @ grad.view(-1, 1), -grad.sum().view(1)


BIAS_ALONE = (1,)  # of the two parts
GRADIENTS = [
    *of_a_mean(
        negative_gradients,
        [*GRADIENT, *wrong_sizes(WRONG_SIZES)],
        parts=2,
        named={("gradient-summed", BIAS_ALONE): "gradient-bias-summed"},
    ),
    *of_a_product(negative_gradients),
    *thresholded(negative_gradients, "yhat"),
    ("gradient-no-bias", changed(negative_gradients, yhat=lambda p: outputs(p, bias=False))),
]

TRAINER = Trainer(
    start=lambda given: [given["weight"], given["bias"]],
    predict=lambda _, parameters, x: (x @ parameters[0] + parameters[1]).view(-1),
    minibatches=True,
    defaults={"learning_rate": 0.01, "seed": 123, "minibatch_size": 10},
)


@cache
def iris():
    """Return the course's training problem: x, y (70 rows), x_test, y_test (30 rows), epochs.

    Iris versicolor (0) against virginica (1), sepal width and petal length, shuffled twice by one
    permutation and standardised with the training rows' mean and standard deviation.
    """
    table = _iris_table()
    x = torch.tensor(table[50:150, 1:3], dtype=torch.float32)
    y = torch.tensor(table[50:150, 4] == 2, dtype=torch.float32)
    order = torch.randperm(100, generator=torch.Generator().manual_seed(123))
    x, y = x[order], y[order]
    train, test = order[:70], order[70:]
    x = (x - x[train].mean(0)) / x[train].std(0)
    data = {"x": x[train], "y": y[train], "x_test": x[test], "y_test": y[test]}
    return {**data, "weight": torch.zeros(2, 1), "bias": torch.zeros(1), "epochs": EPOCHS}


def _iris_table():
    """Return scikit-learn's Iris, (150, 5): four features and the class, 0 to 2.

    From the file that `load_iris` reads. To import scikit-learn for it would take 0.8 s of each
    start of a grader.
    """
    spec = find_spec("sklearn")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("scikit-learn, whose Iris this week is graded on, is missing")
    file = Path(spec.origin).parent / "datasets" / "data" / "iris.csv"
    return np.loadtxt(file, delimiter=",", skiprows=1)


def predictions(parameters):
    """Return what a model of these parameters, weight and bias, predicts for Iris."""
    parts, data = {"weight": [(2, 1)], "bias": [(1,)]}, iris()
    form = {"parts": parts, "dtype": torch.float32, "sizes": {2: "F"}}
    pair = expect_tensors(parameters, "the parameters after training", **form)
    given = dict(zip(parts, pair, strict=True))
    return {
        "train": outputs({**given, "x": data["x"]}),
        "test": outputs({**given, "x": data["x_test"]}),
    }


def expect_stated(trial, devices, targets):
    """Raise CheckFailed unless the model reaches the stated accuracies on each device.

    It is trained by the notebook's given loop, if the notebook has not done so already.
    """
    for device in devices:
        (told,) = trial.ask([iris()], "trained", device)
        if not reaches(told, targets):
            (told,) = trial.ask([iris()], "train", device)
            expect_accuracies(told, targets)


def expect_accuracies(found, targets):
    """Raise CheckFailed unless the predictions `train` and `test` reach the stated per cent."""
    if not reaches(found, targets):
        train, test = _percents(found)
        raise CheckFailed(
            f"the trained model does not reach {targets.train} % and {targets.test} %",
            evidence={"train": train, "test": test},
        )


def reaches(found, targets):
    """Whether the predictions `train` and `test` in `found` reach the stated per cent."""
    return _percents(found) == (targets.train, targets.test)


def _percents(found):
    data = iris()
    return _percent(found.get("train"), data["y"]), _percent(found.get("test"), data["y_test"])


def _percent(yhat, y):
    """Return how many rows are classified right at threshold 0.5; none where the form is wrong."""
    if not isinstance(yhat, torch.Tensor) or yhat.shape != y.shape or yhat.is_complex():
        return 0.0
    return round(100 * float(((yhat > 0.5) == (y > 0.5)).double().mean()), 2)
