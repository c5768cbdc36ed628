"""What an nn.Module does in training mode and in eval mode."""

from collections.abc import Sequence

import torch

from autograder.errors import StudentProtocol
from autograder.kit.building import MODES
from autograder.kit.compare import agrees
from autograder.kit.forms import identical
from autograder.kit.trial import Trial

DEFAULT = 0.5  # the probability of nn.Dropout() itself
SHARE = 0.05  # how far the share of 5,000 dropped numbers may lie from the probability


def expect_dropout(
    trial: Trial,
    whole: torch.Tensor,
    evaluated: Sequence[torch.Tensor],
    trained: Sequence[torch.Tensor],
    probability: float,
) -> None:
    """Raise CheckFailed unless training mode drops numbers with this probability, and eval none.

    `evaluated` and `trained` are outputs of one model for one x, each of shape (n, units); `whole`
    is what it is without dropout, where no number is zero. What is dropped is zero in all of them.
    """
    if (len(evaluated), len(trained)) != (MODES.count(False), MODES.count(True)):
        raise StudentProtocol("another number of outputs than was asked for")
    alike = all(identical(answer, evaluated[0]) for answer in evaluated)
    trial.expect(alike, "in eval mode the output is not the same each time", "dropout-always-on")
    trial.expect(
        agrees(evaluated[0], whole), "in eval mode the output is not what it is without dropout"
    )
    # The share of one draw for all samples is that of a few numbers, and says nothing.
    own = not probability or not _shared(trained)
    trial.expect(own, "a number is not dropped by a draw of its own")
    for answer in trained:
        _expect_dropped(trial, answer, whole, probability)
    own = not probability or _drawn_anew(*trained)
    trial.expect(own, "a number is not dropped by a draw of its own")


def _expect_dropped(
    trial: Trial, answer: torch.Tensor, whole: torch.Tensor, probability: float
) -> None:
    drops = not probability or not agrees(answer, whole)
    trial.expect(drops, "training mode drops nothing", "dropout-ignored")
    kept = answer != 0
    times = answer[kept] / whole[kept]
    trial.expect(
        not len(times) or agrees(times, times.median().expand_as(times)),
        "the numbers are neither dropped nor kept as they are, but for one scale",
        "dropout-misplaced" if probability else None,
    )
    share = 1 - float(kept.double().mean())
    trial.expect(
        abs(share - probability) <= SHARE,
        "another share of the numbers is dropped than was asked for"
        if probability
        else "numbers are dropped where no share is asked for",
        "dropout-ignored" if probability and abs(share - DEFAULT) < SHARE else None,
    )
    scaled = not probability or not agrees(answer[kept], whole[kept])
    trial.expect(scaled, "what is kept is not scaled", "dropout-unscaled")
    right = agrees(answer[kept] * (1 - probability), whole[kept])
    trial.expect(right, "what is kept is changed by another scale")


def _shared(trained: Sequence[torch.Tensor]) -> bool:
    """Whether every sample loses the same numbers, and some of all."""
    kept = [answer != 0 for answer in trained]
    alike = all(len(rows) > 1 and bool((rows == rows[0]).all()) for rows in kept)
    return alike and any(bool(rows.any()) and not bool(rows.all()) for rows in kept)


def _drawn_anew(*outputs: torch.Tensor) -> bool:
    """Whether what is dropped of outputs (n, units) differs by output, by sample and by unit."""
    masks = [output != 0 for output in outputs]
    tables = [table.tolist() for mask in masks for table in (mask, mask.T)]
    alike = any(all(row == table[0] for row in table) for table in tables)
    return not alike and not torch.equal(*masks)
