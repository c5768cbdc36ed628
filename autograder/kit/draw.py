"""Where the numbers of a problem come from: fixed ones in public, fresh ones in hidden checks.

A problem is a dict of tensors, arrays and numbers. A definition says once how its problems are
made, `def problem(draw): return {"x": draw(7, 3), "y": draw(7)}`; the public checks draw the same
numbers on every machine, the hidden ones others in every run.
"""

import math
import random
from copy import copy
from typing import Self

import torch


class Draw:
    """What a definition draws its problems with; `dtype` is the precision that is asked about."""

    dtype: torch.dtype

    def __call__(self, *shape: int) -> torch.Tensor:
        """Return a tensor of this shape, of `dtype`, its numbers around 0."""
        raise NotImplementedError

    def between(self, low: float, high: float) -> float:
        """Return a number between the two."""
        raise NotImplementedError

    def whole(self, below: int) -> int:
        """Return a whole number, at least 0."""
        raise NotImplementedError

    def at(self, dtype: torch.dtype) -> Self:
        """Return the same stream of numbers in another precision."""
        other = copy(self)
        other.dtype = dtype
        return other


class Fixed(Draw):
    """The public checks' numbers, float64 and between -2 and 2, with one decimal each.

    They come from Python's own generator, whose numbers are the same on every machine. Numbers
    between two others have three decimals.
    """

    dtype = torch.float64

    def __init__(self, seed: str | int) -> None:
        self._stream = random.Random(seed)

    def __call__(self, *shape: int) -> torch.Tensor:
        """Return a tensor of this shape."""
        drawn = [round(4 * self._stream.random() - 2, 1) for _ in range(math.prod(shape))]
        return torch.tensor(drawn, dtype=torch.float64).reshape(shape).to(self.dtype)

    def between(self, low: float, high: float) -> float:
        """Return a number between the two."""
        return round(low + (high - low) * self._stream.random(), 3)

    def whole(self, below: int) -> int:
        """Return a whole number, at least 0."""
        return self._stream.randrange(below)


class Fresh(Draw):
    """The hidden checks' numbers: normal ones, from the check's own generator."""

    dtype = torch.float32

    def __init__(self, rng: torch.Generator) -> None:
        self._rng = rng

    def __call__(self, *shape: int) -> torch.Tensor:
        """Return a tensor of this shape."""
        return torch.randn(shape, generator=self._rng, dtype=torch.float64).to(self.dtype)

    def between(self, low: float, high: float) -> float:
        """Return a number between the two."""
        share = torch.rand((), generator=self._rng, dtype=torch.float64)
        return low + (high - low) * float(share)

    def whole(self, below: int) -> int:
        """Return a whole number, at least 0."""
        return int(torch.randint(below, (), generator=self._rng))
