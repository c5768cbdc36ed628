"""What students get wrong in a training loop: (id of a diagnosis, changes of training.Settings).

An id stands there once for each form of the mistake.
"""

from functools import partial
from typing import Any, TypeAlias

import torch

from autograder.kit.asking import LOSSES, Problem

Loop: TypeAlias = tuple[str, dict[str, Any]]

SGD, ADAM = torch.optim.SGD, torch.optim.Adam

# In any loop, also one that steps by a formula.
ANYWHERE: list[Loop] = [
    ("step-uphill", {"factor": -1.0}),
    ("learning-rate-ignored", {"rate": 0.01}),  # the value in the signature, always
    ("learning-rate-ignored", {"rate": 0.1}),
    ("learning-rate-ignored", {"rate": 1.0}),
    ("other-optimizer", {"optimizer": partial(SGD, momentum=0.9)}),
]
# Where autograd works the gradient out, and an optimizer may step.
BY_AUTOGRAD: list[Loop] = [
    ("no-zero-grad", {"clear": "never"}),
    ("backward-twice", {"backwards": 2}),
    ("default-learning-rate", {"rate": 1e-3}),
    ("gradient-summed", {"summed": "in training"}),
    ("gradient-half", {"factor": 0.5}),
    ("other-optimizer", {"optimizer": partial(SGD, momentum=0.9, nesterov=True)}),
    ("other-optimizer", {"optimizer": partial(SGD, momentum=0.5)}),
    ("other-optimizer", {"optimizer": partial(SGD, weight_decay=0.1)}),
    ("other-optimizer", {"optimizer": partial(SGD, weight_decay=0.01)}),
    ("other-optimizer", {"optimizer": ADAM}),
    ("other-optimizer", {"optimizer": torch.optim.AdamW}),
    ("other-optimizer", {"optimizer": torch.optim.RMSprop}),
    ("other-optimizer", {"optimizer": torch.optim.Adagrad}),
    ("other-optimizer", {"clipped": True}),
    ("bias-frozen", {"frozen": True}),
]
# Where a formula works the gradient out: what it is given may be old.
BY_FORMULA: list[Loop] = [
    ("prediction-stale", {"stale": "everywhere"}),
    ("prediction-stale", {"stale": "in training"}),
]
# Where predictions (n, 1) and labels (n,) make a table of errors.
BROADCAST: list[Loop] = [
    ("broadcast-loss", {"table": "everywhere"}),
    ("broadcast-loss", {"table": "in training"}),
]
FULL_BATCH: list[Loop] = [
    ("loss-after-update", {"noted": "after"}),
    ("restarted-in-loop", {"restarted": True}),
    ("update-per-sample", {"parts": "one by one"}),
    ("update-per-sample", {"parts": "one by one", "noted": "each minibatch"}),
    ("update-per-sample", {"parts": "one by one", "noted": "mean of minibatches"}),
]
# The mean squared error as other books have it: its derivative looks nicer, or worse.
CONVENTIONS: list[Loop] = [
    ("loss-scaled", {"factor": factor, "told": factor}) for factor in (0.5, 2.0)
]
MINIBATCHES: list[Loop] = [
    ("zero-per-epoch", {"clear": "each epoch"}),
    ("gradient-summed", {"summed": "everywhere"}),
    ("no-shuffle", {"order": "in order"}),
    ("no-shuffle", {"order": "once"}),
    ("shuffle-mismatch", {"order": "only x"}),
    ("shuffle-mismatch", {"order": "only y"}),
    ("shuffle-mismatch", {"order": "two orders"}),
    ("seed-misplaced", {"order": "seeded each epoch"}),
    ("seed-misplaced", {"order": "never seeded"}),
    ("seed-misplaced", {"order": "seeded by the epoch"}),
    ("other-shuffle", {"order": "of a DataLoader"}),
    ("step-outside-loop", {"stepping": "each epoch"}),
    ("step-outside-loop", {"stepping": "each epoch", "clear": "each epoch"}),
    ("seed-ignored", {"order": "seeded with 123"}),
    ("seed-ignored", {"order": "seeded with 0"}),
    ("seed-ignored", {"order": "seeded with 42"}),
    ("shuffle-compounded", {"order": "of the last epoch"}),
    ("last-batch-dropped", {"parts": "without the last"}),
    ("minibatch-size", {"parts": "all at once"}),
    ("minibatch-size", {"parts": "one by one"}),
    ("minibatch-size", {"parts": "tens"}),
    ("minibatch-size", {"parts": "so many"}),
    ("minibatch-size", {"parts": "chunks"}),
    ("cost-before-epoch", {"noted": "before"}),
    ("cost-of-minibatch", {"noted": "mean of minibatches"}),
    ("cost-of-minibatch", {"noted": "weighted mean of minibatches"}),
    ("cost-of-minibatch", {"noted": "sum of minibatches"}),
    ("cost-of-minibatch", {"noted": "last minibatch"}),
]


def _of_probabilities(given: Problem, outputs: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """Return the loss of what softmax makes of the logits, as if that were logits."""
    return LOSSES[given.get("loss", "cross_entropy")](torch.softmax(outputs, dim=1), y)


def _of_log_probabilities(_: Problem, outputs: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """Return the loss of logits as if these were logarithms of probabilities."""
    return torch.nn.functional.nll_loss(outputs, y)


def _of_logits(given: Problem, outputs: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return LOSSES[given.get("loss", "cross_entropy")](outputs, y)


def _of_sigmoids(given: Problem, outputs: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """Return the loss of what a sigmoid makes of the logits."""
    return _of_logits(given, torch.sigmoid(outputs), y)


# Where a loss is of logits and labels: everywhere, in training, or where it is noted.
OF_LOGITS: list[Loop] = [
    (name, changes)
    for name, wrong in (
        ("logits-softmaxed-twice", _of_probabilities),
        ("nll-of-logits", _of_log_probabilities),
        ("sigmoid-before-loss", _of_sigmoids),
    )
    for changes in ({"loss": wrong}, {"followed": wrong}, {"loss": wrong, "followed": _of_logits})
]


def _squared(_: Problem, outputs: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return (outputs - y).square().mean()


def _root(_: Problem, outputs: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return (outputs - y).square().mean().sqrt()


def _absolute(_: Problem, outputs: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return (outputs - y).abs().mean()


def _one_less(_: Problem, outputs: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return (outputs - y).square().sum() / (y.numel() - 1)


# What is noted is another loss than the one that is followed, or both are.
OF_THE_LOSS: list[Loop] = [
    *CONVENTIONS,
    *(("loss-scaled", {"told": factor}) for factor in (0.5, 2.0)),
    ("loss-summed", {"summed": "everywhere"}),
    ("loss-summed", {"summed": "where noted"}),
    *(
        (name, changes)
        for name, wrong in (
            ("loss-root", _root),
            ("absolute-error", _absolute),
            ("loss-ddof", _one_less),
        )
        for changes in ({"loss": wrong}, {"loss": wrong, "followed": _squared})
    ),
]
# Orders with the same results, by whether an order was drawn once in all.
ORDERS_ALIKE = {"once": True, "seeded each epoch": False}


def counts(default: int) -> list[Loop]:
    """Return how a loop that is asked for so many iterations makes others."""
    return [
        ("iterations-miscounted", {"count": lambda n: n - 1}),
        ("iterations-miscounted", {"count": lambda n: n + 1}),
        ("iterations-miscounted", {"count": lambda _: default}),
        ("return-in-loop", {"count": lambda _: 1}),
    ]


def usual_loops(*, minibatches: bool, by_formula: bool, labels: bool) -> list[Loop]:
    """Return what can go wrong in a loop of this kind."""
    return [
        *ANYWHERE,
        *(BY_FORMULA if by_formula else BY_AUTOGRAD),
        *(OF_LOGITS if labels else []),
        *([] if by_formula or labels else BROADCAST),
        *(MINIBATCHES if minibatches else FULL_BATCH),
    ]
