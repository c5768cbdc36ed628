"""What a classifier's training notes after each epoch, right and with one fault.

    TRAINER = Trainer(..., note=noted)
    grader = loop_grader("train_and_evaluate", TRAINER, loops=EVALUATIONS)

A problem holds the training set as x and y, the test set as x_test and y_test.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeAlias

import torch

from autograder.kit.asking import Problem
from autograder.kit.hidden.loops import Loop

Predict: TypeAlias = Callable[[torch.Tensor], torch.Tensor]
Loss: TypeAlias = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]
# The losses on the training set and on the test set, and the accuracies.
Noted: TypeAlias = tuple[tuple[float, ...], tuple[float, ...]]
# Of logits (n, k), labels (n,) and the number of training samples.
Accuracy: TypeAlias = Callable[[torch.Tensor, torch.Tensor, int], float]


def share(logits: torch.Tensor, y: torch.Tensor, _: int) -> float:
    """Return the share of samples whose largest logit is that of their class."""
    return float((logits.argmax(dim=1) == y).double().mean())


def whole(logits: torch.Tensor, y: torch.Tensor, loss: Loss, _: int) -> float:
    """Return the mean loss over all samples."""
    return float(loss(logits, y))


def in_pieces(logits: torch.Tensor, y: torch.Tensor, loss: Loss, size: int) -> float:
    """Return the mean of the losses of pieces, of which the last one may be smaller."""
    pieces = zip(torch.split(logits, size), torch.split(y, size), strict=True)
    losses = [float(loss(*piece)) for piece in pieces]
    return sum(losses) / len(losses)


def summed(logits: torch.Tensor, y: torch.Tensor, loss: Loss, _: int) -> float:
    """Return the sum of the losses of all samples."""
    return len(y) * float(loss(logits, y))


def noted(
    given: Problem,
    predict: Predict,
    loss: Loss,
    *,
    accuracy: Accuracy = share,
    of_train: Callable[..., float] = whole,
    of_test: Callable[..., float] = whole,
) -> Noted:
    """Return the losses on the training set and on the test set, and the accuracies."""
    sets = [(given["x"], given["y"]), (given["x_test"], given["y_test"])]
    told = [(predict(x), y) for x, y in sets]
    size, n = given.get("minibatch_size", len(given["y"])), len(given["y"])
    losses = [of(z, y, loss, size) for of, (z, y) in zip((of_train, of_test), told, strict=True)]
    first, second = (accuracy(z, y, n) for z, y in told)
    return (losses[0], losses[1]), (first, second)


def _table(logits: torch.Tensor, y: torch.Tensor, _: int) -> float:
    return float((logits.argmax(dim=1, keepdim=True) == y).double().mean())


def _of_the_table(logits: torch.Tensor, y: torch.Tensor, _: int) -> float:
    return float((logits.argmax() == y).double().mean())


def _both(given: Problem) -> tuple[torch.Tensor, torch.Tensor]:
    return torch.cat([given["x"], given["x_test"]]), torch.cat([given["y"], given["y_test"]])


_ACCURACIES: list[tuple[str, Accuracy]] = [
    *(
        ("accuracy-rounded", lambda z, y, n, digits=digits: round(share(z, y, n), digits))
        for digits in (1, 2, 3, 4)
    ),
    ("accuracy-truncated", lambda z, y, n: float(int(share(z, y, n)))),
    ("accuracy-inverted", lambda z, y, n: 1 - share(z, y, n)),
    ("accuracy-percent", lambda z, y, n: 100 * share(z, y, n)),
    ("accuracy-not-divided", lambda z, y, n: len(y) * share(z, y, n)),
    ("accuracy-wrong-n", lambda z, y, n: len(y) * share(z, y, n) / n),
    ("broadcast-accuracy", _table),
    ("argmax-axis", _of_the_table),
]
_LOSSES = [("mean-of-means", in_pieces), ("loss-summed", summed)]


def _losses() -> list[Loop]:
    """Return each fault of a loss, on both sets and on one of them."""
    found: list[Loop] = []
    for name, loss in _LOSSES:
        notes = [
            partial(noted, of_train=loss, of_test=loss),
            partial(noted, of_train=loss),
            partial(noted, of_test=loss),
        ]
        found += [(name, {"note": note}) for note in notes]
    return found


def _sets_exchanged(given: Problem, predict: Predict, loss: Loss) -> Noted:
    (first, second), (share_of_first, share_of_second) = noted(given, predict, loss)
    return (second, first), (share_of_second, share_of_first)


def _kinds_exchanged(given: Problem, predict: Predict, loss: Loss, *, sets: Sequence[int]) -> Noted:
    """Return the accuracy in the place of the loss, and the loss in its place, for these sets."""
    found = noted(given, predict, loss)
    losses, shares = (
        tuple(found[1 - kind if place in sets else kind][place] for place in (0, 1))
        for kind in (0, 1)
    )
    return losses, shares


EVALUATIONS: list[Loop] = [
    ("results-swapped", {"note": _sets_exchanged}),
    *(
        ("results-swapped", {"note": partial(_kinds_exchanged, sets=sets)})
        for sets in ((0, 1), (0,), (1,))
    ),
    *((name, {"note": partial(noted, accuracy=accuracy)}) for name, accuracy in _ACCURACIES),
    *_losses(),
    ("trained-on-test", {"data": _both}),
    ("trained-on-test", {"data": lambda given: (given["x_test"], given["y_test"])}),
    ("same-dict", {"repeated": True}),
]
