"""What the moves of a loop tell: which are wrong, what they follow, why there are none."""

import math
from collections.abc import Sequence
from typing import Any

import torch

from autograder.kit.asking import Record
from autograder.kit.compare import TOLERANCES, agrees, flat, ratio_and_cosine
from autograder.kit.forms import expect_number
from autograder.kit.trial import Round
from autograder.kit.walks import MOVES, Walk
from autograder.pictures import Bars


def first_wrong(asked: Round, answers: Sequence[Any]) -> int | None:
    """Return the first problem whose moves are wrong, at the precision of its numbers."""
    for place, (answer, truth) in enumerate(zip(answers, asked.truths, strict=True)):
        digits = TOLERANCES[str(asked.problems[place]["x"].dtype).removeprefix("torch.")]
        rtol = asked.trial.rtol() if asked.trial.public else digits
        if not agrees(answer[MOVES], truth[MOVES], rtol=rtol):
            return place
    return None


def only_the_loss(asked: Round, answers: Sequence[Any]) -> bool:
    """Whether all is right but for one factor of the loss that other books have.

    What that breaks is what is noted, which is charged for it; the moves follow from it.
    """
    return asked.diagnose(answers) == "loss-scaled"


def follows(walk: Walk, plain: Walk) -> bool:
    """Whether training went the other way where the loss's gradient was turned round."""
    factors = [one.record["factor"] for one in (walk, plain)]
    if None in factors:
        return False  # nobody walked back through this loss
    product = math.prod(expect_number(factor, "the factor") for factor in factors)
    move, plainly = (torch.cat([part.reshape(-1) for part in one.moves]) for one in (walk, plain))
    related = ratio_and_cosine(move.double(), plainly.double())
    return related is not None and math.copysign(1.0, product) * related[1] > 0.9


def bars(mine: Any, right: Any, labels: tuple[str, ...]) -> Bars | None:
    """Return the picture of the first step that is wrong."""
    size, numbers = len(labels), [flat(one) for one in (right, mine)]
    steps = [
        [tuple(part) for part in one.view(-1, size).tolist()]
        for one in numbers
        if one is not None and size and len(one) % size == 0
    ]
    pairs = list(zip(*steps, strict=True))
    if len(steps) < len(numbers) or not pairs:
        return None
    wrong = next((p for p, pair in enumerate(pairs) if not agrees(*pair, rtol=1e-5)), 0)
    title = f"move in step {wrong + 1}, divided by the learning rate"
    return Bars(title, labels, *pairs[wrong])


def why_still(record: Record, *, given_model: bool) -> str | None:
    """Return the diagnosis of parameters that training left as they were."""
    if not record["same"]:
        return "optimizer-holds-old"
    if not record["derived"]:
        return "graph-cut" if record["seeds"] else None
    if given_model and not record["reached"]:
        # Either the optimizer kept the given model, or all is done with another one.
        return "optimizer-holds-old" if record["held"] else None
    if not record["steps"]:
        return "parameters-untouched"
    if record["fed"]:
        return None
    if record["held"]:
        return "zero-before-step"
    return None if given_model else "optimizer-holds-old"
