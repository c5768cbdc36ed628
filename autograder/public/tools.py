"""For a public_checks.py: fixed inputs, looking at what student code does, and saying it.

Nothing here answers a task: no gradient by hand, no gradient call, no training loop.
"""

import math
import random
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch

from autograder import wire
from autograder.kit import compare, forms
from autograder.kit.observers import (
    Autograd,
    Scaled,
    Steps,
    Watch,
    counted,
    standing_in,
    unpacked,
)
from autograder.public.modules import (
    expect_as_asked,
    expect_gradients,
    expect_one_linear,
    expect_trainable,
    follows_device,
)
from autograder.public.result import Picture, PublicFailed
from autograder.public.table import Known
from autograder.public.written import floats, written

# A public_checks.py takes all of these from here: released files outlive where they are written.
__all__ = [
    "Autograd",
    "Scaled",
    "Steps",
    "Watch",
    "carries_graph",
    "copies",
    "counted",
    "expect_as_asked",
    "expect_gradients",
    "expect_known",
    "expect_one_linear",
    "expect_read_only",
    "expect_trainable",
    "floats",
    "follows_device",
    "numbers",
    "plain",
    "standing_in",
    "unpacked",
    "written",
]


def numbers(seed: int, *shape: int) -> torch.Tensor:
    """Return a float64 tensor of fixed numbers between -2 and 2, with one decimal each.

    They come from Python's own generator, whose numbers are the same on every machine.
    """
    stream = random.Random(seed)
    drawn = [round(4 * stream.random() - 2, 1) for _ in range(math.prod(shape))]
    return torch.tensor(drawn, dtype=torch.float64).reshape(shape)


def copies(problem: Any) -> Any:
    """Return a problem (a dict, or lists in it) whose tensors and arrays may be changed."""
    if isinstance(problem, dict):
        return {name: copies(value) for name, value in problem.items()}
    if isinstance(problem, list):
        return [copies(value) for value in problem]
    if isinstance(problem, np.ndarray):
        return problem.copy()
    return problem.clone() if isinstance(problem, torch.Tensor) else problem


def plain(answer: Any) -> Any:
    """Return a copy of an answer as the grader would receive it: plain data and plain tensors.

    What unpacks arrives as the list that unpacking it gives. Raises PublicFailed for what cannot be
    handed over.
    """
    try:
        return wire.decode(wire.encode(unpacked(answer)))
    except (wire.WireError, RecursionError) as error:
        raise PublicFailed(f"the answer cannot be read: {error}") from None


def carries_graph(answer: Any) -> bool:
    """Whether a tensor in an answer (itself, or in a list or tuple) requires a gradient."""
    parts = answer if isinstance(answer, tuple | list) else (answer,)
    return any(isinstance(part, torch.Tensor) and part.requires_grad for part in parts)


def expect_known(
    answers: Sequence[Any],
    known: Known,
    message: str,
    *,
    part: int | None = None,
    picture: Picture | None = None,
    diagnosis: str | None = None,
) -> None:
    """Raise PublicFailed with `message` unless the answers, or one part of each, are right.

    `answers` holds one for each public problem. The diagnosis is the one mistake that answers all
    of them so, or else the one that is given.
    """
    wrong = known.first_wrong(answers, part)
    if wrong is None:
        return
    received, expected = answers[wrong], known.truth[wrong]
    if part is not None:
        received, expected = received[part], expected[part]
    raise PublicFailed(
        message,
        diagnosis=known.diagnose(answers, part) or diagnosis,
        evidence=compare.evidence(received, expected),
        expected=written(expected),
        received=written(received),
        picture=picture,
    )


def expect_read_only(
    function: str, after: Mapping[str, Any], before: Mapping[str, Any], names: Sequence[str]
) -> None:
    """Raise PublicFailed if `function` changed one of the tensors or arrays that it was given."""
    for name in names:
        one, other = (torch.as_tensor(plain(given[name])) for given in (after, before))
        if not forms.identical(one, other):
            raise PublicFailed(f"`{function}` changes `{name}`, which it should only read")
