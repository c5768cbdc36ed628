"""Comparing numbers norm-relative, and naming the mistake behind a difference.

A wrong answer is diagnosed by executable hypotheses: implementations with one mistake each, run on
the same problems. An answer is a tensor, an array, a number, or a tuple or list of these; its form
is settled by `forms` before it comes here, and what has no numbers agrees with nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import torch

if TYPE_CHECKING:
    # Types alone: students' notebooks import this, and should not wait for pydantic.
    from autograder.model import Evidence, Numbers

Problem = TypeVar("Problem")

# Noise over 4,300 random problems was 2.0e-6 in float32 and 2.5e-15 in float64.
TOLERANCES = {"float32": 1e-4, "float64": 1e-9}
# Loss histories on one random stream: noise 7e-8; the smallest mistake in the catalogue 1.8e-4.
HISTORY = 5e-5
# Norms below this count as this, so that the rounding of a vanishing gradient is no mistake.
SMALL = 0.1
# What a student can still read, and a picture show.
MOST_NUMBERS = 8
MOST_LOSSES = 60


def tolerance(value: Any) -> float:
    """Return how far, relative to its norm, a right answer of this dtype may lie from `value`."""
    parts = value if isinstance(value, tuple | list) else (value,)
    known = [TOLERANCES.get(dtype_name(part), TOLERANCES["float64"]) for part in parts]
    return max(known, default=TOLERANCES["float64"])


def agrees(actual: Any, expected: Any, *, rtol: float | None = None) -> bool:
    """Whether two answers of one form are the same number for number, within `rtol` of the norm.

    An answer is a tensor, an array, a number, or a tuple or list of these. Without `rtol` the
    dtype of `expected` decides (`tolerance`).
    """
    return error(actual, expected) <= (tolerance(expected) if rtol is None else rtol)


def error(actual: Any, expected: Any) -> float:
    """Return ‖actual − expected‖ / ‖expected‖; inf where the forms differ or it is not finite."""
    a, e = flat(actual), flat(expected)
    if a is None or e is None or a.shape != e.shape:
        return math.inf
    distance = float((a - e).norm() / e.norm().clamp_min(SMALL))
    return distance if math.isfinite(distance) else math.inf


def exchanged(answers: Sequence[Any], truths: Sequence[Any], part: int, *, rtol: float) -> bool:
    """Whether a part of every answer is what another part should be, and the other way round."""
    pairs = list(zip(answers, truths, strict=True))
    return any(
        all(
            agrees(answer[part], truth[other], rtol=rtol)
            and agrees(answer[other], truth[part], rtol=rtol)
            for answer, truth in pairs
        )
        for other in range(len(truths[0]))
        if other != part
        and not all(agrees(truth[part], truth[other], rtol=rtol) for truth in truths)
    )


def evidence(actual: Any, expected: Any) -> Evidence:
    """Return the numbers that show a TA how a wrong answer relates to the right one.

    `ratio` is the factor on `expected` that comes nearest to `actual`, `cosine` is 1 where only
    that factor is wrong, `error` is the norm-relative error. Up to 8 numbers stand there
    themselves, as `received` and `expected`.
    """
    return {**_relation(actual, expected), **_side_by_side(actual, expected, "", MOST_NUMBERS)}


def loss_evidence(actual: Any, expected: Any) -> Evidence:
    """Return the same for two histories; the first 60 of each are `received` and `expected losses`.

    They are drawn over each other on the student's page.
    """
    return {**_relation(actual, expected), **loss_curves(actual, expected)}


def loss_curves(actual: Any, expected: Any) -> Evidence:
    """Return two histories for the picture alone."""
    return _side_by_side(actual, expected, " losses", MOST_LOSSES, cut=True)


def _relation(actual: Any, expected: Any) -> Evidence:
    a, e = flat(actual), flat(expected)
    found: Evidence = {"error": _rounded(error(actual, expected))}
    if a is not None and e is not None and (related := ratio_and_cosine(a, e)) is not None:
        found["ratio"], found["cosine"] = map(_rounded, related)
    return found


def ratio_and_cosine(a: torch.Tensor, e: torch.Tensor) -> tuple[float, float] | None:
    """Return by what e, of shape (k,), comes nearest to a, and how parallel they are.

    None where one of them is zero, or they are of different lengths.
    """
    if a.shape != e.shape or not (float(e.norm()) > 0 and float(a.norm()) > 0):
        return None
    return float(a @ e / (e @ e)), float(a @ e / (a.norm() * e.norm()))


def _side_by_side(
    actual: Any, expected: Any, what: str, most: int, *, cut: bool = False
) -> Evidence:
    """Return the numbers of both, where they are few enough or may be cut."""
    pair = (flat(actual), flat(expected))
    if not all(part is not None and 0 < len(part) <= (math.inf if cut else most) for part in pair):
        return {}
    received, wanted = (_numbers(part[:most]) for part in pair if part is not None)
    return {f"received{what}": received, f"expected{what}": wanted}


def _numbers(values: torch.Tensor) -> Numbers:
    return tuple(
        float(f"{value:.4g}") if math.isfinite(value)
        else "nan" if math.isnan(value) else "inf" if value > 0 else "-inf"
        for value in values.tolist()
    )  # fmt: skip


def first_difference(
    actual: Sequence[float], expected: Sequence[float], rtol: float = HISTORY
) -> int | None:
    """Return at which place, from 1, two histories part; None where they agree."""
    for place, (a, e) in enumerate(zip(actual, expected, strict=True), start=1):
        if not agrees(a, e, rtol=rtol):
            return place
    return None


def diagnose(
    problems: Sequence[Problem],
    answers: Sequence[Any],
    hypotheses: Iterable[tuple[str, Callable[[Problem], Any]]],
    *,
    rtol: float | None = None,
) -> str | None:
    """Return the id of the one mistake that answers every problem as `answers` do, or None.

    A hypothesis is an id and an implementation with that mistake; an id may stand there more than
    once. At least two problems are needed, and two ids that fit equally well are no diagnosis:
    none is better than a wrong one.
    """
    if len(problems) < 2:
        raise ValueError("a diagnosis needs at least two problems")
    fitting = {
        diagnosis
        for diagnosis, implementation in hypotheses
        if all(
            agrees(answer, implementation(problem), rtol=rtol)
            for problem, answer in zip(problems, answers, strict=True)
        )
    }
    return fitting.pop() if len(fitting) == 1 else None


def constant(answer: Any) -> str:
    """Return the diagnosis of an answer that is the same for all data.

    Nothing but zeros is what an answer starts with, and no number that was written down.
    """
    numbers = flat(answer)
    return "always-zero" if numbers is not None and not bool(numbers.any()) else "hard-coded"


def flat(value: Any) -> torch.Tensor | None:
    """Return all numbers of an answer in one float64 tensor of shape (k,); None if not numbers."""
    if isinstance(value, tuple | list):
        parts = [flat(part) for part in value]
        numbers = [part for part in parts if part is not None]
        if len(numbers) < len(parts):
            return None
        return torch.cat([torch.empty(0, dtype=torch.float64), *numbers])
    if isinstance(value, np.ndarray) and value.dtype.kind in "fiu":
        return torch.from_numpy(value.astype(np.float64).reshape(-1))
    if isinstance(value, int | float):
        return torch.tensor([float(value)], dtype=torch.float64)
    if not isinstance(value, torch.Tensor) or value.is_complex():
        return None
    return value.detach().reshape(-1).double()


def dtype_name(value: Any) -> str:
    """Return what the dtype of a tensor or an array, or a dtype itself, is called: "float32"."""
    return str(getattr(value, "dtype", value)).removeprefix("torch.")


def _rounded(value: float) -> float | None:
    return float(f"{value:.4g}") if math.isfinite(value) else None
