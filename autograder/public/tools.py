"""For a public_checks.py: fixed inputs, looking at what student code does, and saying it.

Nothing here answers a task: no gradient by hand, no gradient call, no training loop.
"""

import math
import random
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch.utils._python_dispatch import TorchDispatchMode

from autograder import gradients, wire
from autograder.public.result import Picture, PublicFailed
from autograder.public.table import Known

# Operators that only forward-mode differentiation issues.
_FORWARD_MODE = ("_efficientzerotensor", "_has_same_storage_numel", "_make_dual")
_SHOWN = 8  # numbers of an answer that are written out


def numbers(seed: int, *shape: int) -> torch.Tensor:
    """Return a float64 tensor of fixed numbers between -2 and 2, with one decimal each.

    They come from Python's own generator, whose numbers are the same on every machine.
    """
    stream = random.Random(seed)
    drawn = [round(4 * stream.random() - 2, 1) for _ in range(math.prod(shape))]
    return torch.tensor(drawn, dtype=torch.float64).reshape(shape)


def plain(answer: Any) -> Any:
    """Return a copy of an answer as the grader would receive it: plain data and plain tensors.

    Raises PublicFailed for what cannot be handed over.
    """
    try:
        return wire.decode(wire.encode(answer))
    except (wire.WireError, RecursionError) as error:
        raise PublicFailed(f"the answer cannot be read: {error}") from None


def carries_graph(answer: Any) -> bool:
    """Whether a tensor in an answer (itself, or in a list or tuple) requires a gradient."""
    parts = answer if isinstance(answer, tuple | list) else (answer,)
    return any(isinstance(part, torch.Tensor) and part.requires_grad for part in parts)


class Watch(TorchDispatchMode):  # type: ignore[no-untyped-call]  # of torch's own making
    """Notes whether an operator ran in the autograd engine or in forward mode, and draws."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.engine = False
        self.draws = 0

    def __torch_dispatch__(
        self, func: Any, types: Any, args: Any = (), kwargs: Any = None
    ) -> Any:  # `types` is part of the protocol
        name = func.overloadpacket.__name__
        if torch._C._current_autograd_node() is not None or name in _FORWARD_MODE:
            self.engine = True
        self.draws += name == "randperm"
        return func(*args, **(kwargs or {}))


class Scaled(torch.autograd.Function):
    """The identity, whose gradient is multiplied by a factor on the way back.

    What comes from the autograd engine carries the factor; a gradient by hand does not.
    `Scaled.backwards` counts the ways back.
    """

    generate_vmap_rule = True
    backwards = 0

    @staticmethod
    def forward(value: torch.Tensor, factor: float) -> torch.Tensor:  # noqa: ARG004
        """Return `value` as it is."""
        return value.clone()

    @staticmethod
    def setup_context(ctx: Any, inputs: tuple[Any, ...], output: Any) -> None:  # noqa: ARG004
        """Keep the factor for the way back."""
        ctx.factor = inputs[1]

    @staticmethod
    def backward(ctx: Any, grad: torch.Tensor) -> tuple[torch.Tensor, None]:
        """Return the gradient times the factor."""
        Scaled.backwards += 1
        return grad * ctx.factor, None


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
        evidence=gradients.evidence(received, expected),
        expected=written(expected),
        received=written(received),
        picture=picture,
    )


def written(answer: Any) -> str:
    """Return an answer as a person reads it: its first numbers, and a tensor's shape."""
    if isinstance(answer, tuple | list) and any(isinstance(p, torch.Tensor) for p in answer):
        return ", ".join(written(part) for part in answer)
    flat = floats(answer)
    if flat is None:
        return type(answer).__name__
    text = ", ".join(f"{value:.4g}" for value in flat[:_SHOWN])
    text += ", ..." if len(flat) > _SHOWN else ""
    if isinstance(answer, torch.Tensor | np.ndarray):
        return f"[{text}], shape {tuple(answer.shape)}" if answer.ndim else text
    return f"[{text}]" if isinstance(answer, tuple | list) else text


def floats(answer: Any) -> list[float] | None:
    """Return all numbers of an answer in a row; None where it does not hold numbers alone."""
    flat = gradients.flat(answer)
    return None if flat is None else [float(value) for value in flat]
