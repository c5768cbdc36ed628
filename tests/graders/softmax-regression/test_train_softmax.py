"""Task train_softmax: minibatch SGD on whatever loss of logits and labels it is given."""

from functools import cache

import pytest
import torch

from autograder.errors import CheckFailed
from autograder.kit import HISTORY, agrees, expect_numbers
from autograder.kit.hidden import layered, loop_grader
from autograder.kit.hidden.stated import expect_stated, sklearn_table

DEFAULTS = {"learning_rate": 0.1, "seed": 123, "minibatch_size": 50}
TRAINER = layered(minibatches=True, labels=True, defaults=DEFAULTS)
grader = loop_grader("train_softmax", TRAINER, loops=[("loss-summed", {"summed": "where noted"})])


@cache
def digits():
    """Return the stated training: the digits, one layer that starts at zero, and settings."""
    table = sklearn_table("digits.csv.gz")
    x, y = table[:, :-1] / 16, table[:, -1].long()
    order = torch.randperm(len(y), generator=torch.Generator().manual_seed(123))
    train, test = order[:1000], order[1000:]
    data = {"x": x[train], "y": y[train], "x_test": x[test], "y_test": y[test]}
    layers = [[torch.zeros(10, 64), torch.zeros(10)]]
    return {**data, "layers": layers, "epochs": 25, "learning_rate": 0.5}


@pytest.mark.task("train_softmax")
@pytest.mark.points(1)
@pytest.mark.requires("test_returns", "test_moves")
def test_stated_accuracy(trial, devices, targets):
    """With it a softmax regression reaches the stated accuracies on the digits"""

    def train(device):
        (told,) = trial.ask([digits()], "train_digits", device)
        losses = expect_numbers(told.get("losses"), "the list of losses", 25, each="epoch")
        if not agrees(losses, TRAINER.losses(digits()), rtol=HISTORY):
            raise CheckFailed("the losses on the digits are not those that the notebook states")
        return told

    expect_stated(trial, devices, targets, digits(), train)
