"""For the steps of a public_checks.py about a loop that trains: its updates, its losses.

A path is the parameters before the first update, after it, after the second, and so on. What was
seen of a run is a dict, made by `watched` and added to by the public_checks.py itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import torch

from autograder.kit.compare import agrees, of_the_loss
from autograder.kit.forms import expect_numbers
from autograder.public.result import Bars, Curves, PublicFailed
from autograder.public.table import RTOL, Known
from autograder.public.tools import Autograd, Steps, carries_graph, expect_known, plain, written


@contextmanager
def watched(factor: float = 1.0) -> Iterator[dict[str, Any]]:
    """Yield a dict that afterwards tells what autograd and optimizers did meanwhile.

    The gradient of what `backward` is called on is multiplied by `factor`.
    """
    told: dict[str, Any] = {}
    with Autograd(factor) as watch, Steps() as steps:
        yield told
    told |= {"derived": watch.derived, "seeds": watch.backwards}
    told |= {"steps": steps.count, "fed": steps.fed, "holds": steps.holds}


def noted_losses(
    losses: Any, told: dict[str, Any], count: int, what: str, *, by_default: bool = False
) -> list[float]:
    """Return the losses, one plain number for each of `count` iterations; raise CheckFailed.

    `by_default` says that the call left the count to the signature.
    """
    told["graph"] = carries_graph(losses)
    if isinstance(losses, list | tuple) and len(losses) != count:
        miscounted = len(losses) == told["steps"] and not by_default
        raise PublicFailed(
            f"{what} holds {len(losses)} losses after {count} iterations",
            diagnosis="iterations-miscounted" if miscounted else None,
            hint="Compare the first line of your function with that of the task." * by_default,
            expected=f"{count} losses",
            received=f"{len(losses)} losses; an optimizer stepped {told['steps']} times",
        )
    return expect_numbers(plain(losses), what, count, each="iteration")


def expect_no_graph(told: Mapping[str, Any]) -> None:
    """Raise PublicFailed if the losses that were noted keep a graph alive."""
    if told["graph"]:
        raise PublicFailed("the losses have a graph behind them", diagnosis="cost-keeps-graph")


def must_have_moved(
    told: Mapping[str, Any], before: Sequence[torch.Tensor], after: Sequence[torch.Tensor]
) -> None:
    """Raise PublicFailed unless an update moved the parameters, by a gradient from autograd.

    Beside what was seen, `told` says if the optimizer `held` the parameters that came out of it,
    if they were `replaced` behind its back, and, where that is known, if a gradient `reached` them.
    """
    if agrees(after, before):
        words = "an update leaves the parameters as they are"
        raise PublicFailed(words, diagnosis=_why_still(told))
    if not told["derived"]:
        words = "the parameters move, but no gradient came from `backward`"
        raise PublicFailed(words, diagnosis="manual-in-autograd")


def _why_still(told: Mapping[str, Any]) -> str | None:
    if told["replaced"]:
        return "optimizer-holds-old"
    if not told["steps"]:
        return "parameters-untouched" if told["derived"] else None
    if told["fed"]:
        return None
    if not told["derived"]:
        return "graph-cut" if told["seeds"] else None
    if not told["held"]:
        return None
    return "zero-before-step" if told.get("reached", True) else "optimizer-holds-old"


def moves(path: Sequence[Sequence[torch.Tensor]], rate: float) -> list[list[float]]:
    """Return for each update the moves of all parameters over the learning rate, in a row."""
    return [
        [
            float(move)
            for a, b in zip(before, after, strict=True)
            for move in ((b - a) / rate).view(-1)
        ]
        for before, after in pairwise(path)
    ]


def right_moves(
    answers: Sequence[list[list[float]]],
    known: Known,
    message: str,
    labels: tuple[str, ...],
    *,
    losses: tuple[Sequence[Sequence[float]], Known] | None = None,
) -> None:
    """Raise PublicFailed with `message` unless the moves of each problem's updates are right.

    Shows the first update that differs; `labels` names the numbers of an update. `losses` are the
    noted ones, and what is known of them: where these alone are wrong by one factor, and the moves
    follow from it, it is they that are charged, not here.
    """
    wrong = known.first_wrong(answers)
    if wrong is None:
        return
    truth, received = known.truth[wrong], answers[wrong]
    diagnosis = known.diagnose(answers)
    if losses is not None:
        first = losses[0][wrong][0], losses[1].truth[wrong][0]
        diagnosis = of_the_loss(diagnosis, (received[0], truth[0]), first)
        if diagnosis == "loss-scaled":
            return
    pairs = enumerate(zip(truth, received, strict=True))
    update = next((at for at, (one, other) in pairs if not agrees(other, one, rtol=RTOL)), 0)
    raise PublicFailed(
        message,
        diagnosis=diagnosis,
        expected=f"{written(truth[update])} times the learning rate in update {update + 1}",
        received=f"{written(received[update])} times the learning rate",
        picture=_bars(labels, truth, received, update),
    )


def _bars(
    labels: tuple[str, ...], truth: Sequence[Any], received: Sequence[Any], update: int
) -> Bars:
    """Return the bars of one update, or those of all updates where one is a single number."""
    if len(labels) == 1:
        title = f"moves of {labels[0]} in updates 1, 2, ..., divided by the learning rate"
        each = tuple(str(at + 1) for at in range(len(truth)))
        return Bars(title, each, *(tuple(move for (move,) in path) for path in (truth, received)))
    title = f"move in update {update + 1}, divided by the learning rate"
    return Bars(title, labels, tuple(truth[update]), tuple(received[update]))


def right_losses(noted: Sequence[list[float]], known: Known, message: str) -> None:
    """Raise PublicFailed with `message` unless the losses of each problem are right."""
    wrong = known.first_wrong(noted) or 0
    title = "loss before each update"
    curves = Curves(title, "iteration", tuple(known.truth[wrong]), tuple(noted[wrong]))
    expect_known(noted, known, message, picture=curves)
