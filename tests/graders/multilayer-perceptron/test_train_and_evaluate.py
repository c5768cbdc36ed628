"""Task train_and_evaluate: minibatch SGD, with losses and accuracies after each epoch."""

from functools import cache

import pytest
import torch

from autograder.kit.hidden import layered, loop_grader
from autograder.kit.hidden.evaluated import EVALUATIONS, noted
from autograder.kit.hidden.stated import expect_stated, sklearn_table

DEFAULTS = {"learning_rate": 0.1, "seed": 123, "minibatch_size": 50}
TRAINER = layered(minibatches=True, labels=True, note=noted, defaults=DEFAULTS)
grader = loop_grader("train_and_evaluate", TRAINER, loops=EVALUATIONS)


@cache
def digits():
    """Return the stated training: the digits, and a network whose hidden layer is drawn first."""
    table = sklearn_table("digits.csv.gz")
    x, y = table[:, :-1] / 16, table[:, -1].long()
    order = torch.randperm(len(y), generator=torch.Generator().manual_seed(123))
    train, test = order[:1000], order[1000:]
    data = {"x": x[train], "y": y[train], "x_test": x[test], "y_test": y[test]}
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(123)
        layers = [torch.nn.Linear(64, 32), torch.nn.Linear(32, 10)]
    parameters = [[part.detach() for part in layer.parameters()] for layer in layers]
    return {**data, "layers": parameters, "epochs": 25}


@pytest.mark.task("train_and_evaluate")
@pytest.mark.points(1)
@pytest.mark.requires("test_returns", "test_moves")
def test_stated_accuracy(trial, devices, targets):
    """With it a network of 32 hidden units reaches the stated accuracies on the digits"""

    def train(device):
        return trial.ask([digits()], "train_digits", device)[0]

    expect_stated(trial, devices, targets, digits(), train)
