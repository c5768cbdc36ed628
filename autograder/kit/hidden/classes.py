"""Gradients of the mean cross entropy: the error at the logits, right and with one fault.

    WRONG = [*of_an_error(answer), ...]    # answer(given, error): what follows from an error

Softmax and cross entropy leave p - t, the probabilities less the labels in one-hot form; what
people write in its place is here. Logits z are (n, k), labels y (n,), an error (n, k).
"""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeAlias

import torch
import torch.nn.functional as F

from autograder.kit.hidden.grader import Hypotheses

Error: TypeAlias = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]


def one_hot(z: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """Return the labels as rows of zeros with a single 1."""
    return F.one_hot(y, z.shape[1]).to(z.dtype)


def right(z: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """Return the error of each sample's own loss."""
    return torch.softmax(z, dim=1) - one_hot(z, y)


def of_probabilities(z: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """Return the loss of what softmax makes of the logits, as if that were logits."""
    return F.cross_entropy(torch.softmax(z, dim=1), y)


def _columns(z: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    found = torch.softmax(z, dim=1)
    found[:, y] -= 1
    return found


def _twice(z: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    p = torch.softmax(z, dim=1)
    return (p - one_hot(z, y)) * p * (1 - p)


ERRORS: list[tuple[str, Error]] = [
    ("one-hot-missing", lambda z, y: torch.softmax(z, dim=1) - y.view(-1, 1)),
    ("one-hot-columns", _columns),
    ("softmax-derivative-twice", _twice),
    ("softmax-missing", lambda z, y: z - one_hot(z, y)),
    ("gradient-of-mse", lambda z, y: 2 * (z - one_hot(z, y))),
    ("gradient-of-mse", lambda z, y: 2 * (z - one_hot(z, y)) / z.shape[1]),
    ("gradient-of-mse", lambda z, y: 2 * right(z, y)),
    ("gradient-thresholded", lambda z, y: one_hot(z, z.argmax(1)) - one_hot(z, y)),
    ("gradient-over-elements", lambda z, y: right(z, y) / z.shape[1]),
    ("softmax-axis", lambda z, y: torch.softmax(z, dim=0) - one_hot(z, y)),
]


def of_an_error(answer: Callable[..., Any]) -> Hypotheses:
    """Return what follows from each wrong error, by `answer(given, error)`."""
    return [(name, partial(answer, error=error)) for name, error in ERRORS]
