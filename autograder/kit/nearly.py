"""What can be said of a wrong answer that no known mistake explains.

Questions for the student, which hold no number; "" where there is nothing to ask.
"""

from collections.abc import Sequence
from typing import Any

import torch

from autograder.kit.compare import TOLERANCES, agrees, first_difference, flat, ratio_and_cosine

FEW_DIGITS = "Only the first digits are right: what is rounded on the way, or added to be safe?"
_DECIMALS = range(5)  # as people round; a loss in single precision has some more
_PARALLEL = 1 - 1e-8  # the cosine of two answers that differ in a factor alone, and in rounding
_OTHER = 0.01  # so far from 1 is a factor that was written, not rounding


def scale_hint(actual: Any, expected: Any) -> str:
    """Return a question where an answer is the right one but for one factor."""
    factor = _factor(actual, expected)
    if factor is None:
        return ""
    if factor < 0:
        return "The numbers are right except for a factor and the sign: what multiplies them?"
    return "The numbers are right except for one factor: what are they multiplied or divided by?"


def size_hint(answers: Sequence[Any], counts: Sequence[int]) -> str:
    """Return a question where answers to so many samples each have one and the same size."""
    sizes = [tuple(getattr(answer, "shape", ())) for answer in answers]
    fixed = len(set(sizes)) == 1 and len(set(counts)) > 1
    if not fixed or not sizes[0] or sizes[0][0] == 1:
        return ""
    return "Is a number written there that should come from the inputs?"


def history_hint(actual: Sequence[float], expected: Sequence[float]) -> str:
    """Return a question where losses are the right ones up to some epoch, rounded or scaled."""
    if any(list(actual) == [round(loss, places) for loss in expected] for places in _DECIMALS):
        return "Are the losses rounded before they are noted?"
    if (first_difference(actual, expected) or 1) > 1:
        return "The first loss is right: what changes from the second epoch on?"
    return scale_hint(list(actual), list(expected))


def in_single(actual: Any, expected: Any) -> bool:
    """Whether each part of an answer that is wrong has no more digits than single precision has.

    A part that has more, and few of them right, was not rounded: something small was added.
    """
    alone = not isinstance(actual, tuple | list)
    pairs = zip(*(([one] if alone else one) for one in (actual, expected)), strict=True)
    parts = [torch.as_tensor(a) for a, e in pairs if not agrees(a, e, rtol=TOLERANCES["float64"])]
    return all(bool((part == part.float()).all()) for part in parts)


def _factor(actual: Any, expected: Any) -> float | None:
    """Return by what `expected` is multiplied in `actual`; None where it is not that."""
    a, e = flat(actual), flat(expected)
    # Any single number is a multiple of any other.
    if a is None or e is None or len(e) < 2 or (related := ratio_and_cosine(a, e)) is None:
        return None
    factor, cosine = related
    return factor if abs(cosine) >= _PARALLEL and abs(factor - 1) > _OTHER else None
