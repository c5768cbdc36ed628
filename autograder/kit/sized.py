"""Problems about an nn.Module that can be built in several sizes, which letters name."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import torch

from autograder.kit.asking import Problem
from autograder.kit.draw import Draw
from autograder.kit.form import Shape

Sizes = Mapping[str, int]


class Held(NamedTuple):
    """The sizes of the layer that a model holds, and the names of the parameters that it lacks."""

    sizes: Sizes
    lacks: Sequence[str] = ()


class Sized:
    """Makes problems for models of these `sizes`, whose `arguments`, parameters and x have them."""

    def __init__(
        self,
        arguments: Sequence[str],
        sizes: Sequence[Sizes],
        parameters: Mapping[str, Shape],
        x: Shape,
    ) -> None:
        self.sizes = sizes
        self._arguments, self._parameters, self._x = arguments, parameters, x

    def shapes(self, sizes: Sizes) -> dict[str, tuple[int, ...]]:
        """Return the shape of each parameter."""
        return {name: shape(pattern, sizes) for name, pattern in self._parameters.items()}

    def orders(self, dtype: torch.dtype = torch.float32) -> list[Problem]:
        """Return problems that say how a model of each size is built, and no more."""
        named = str(dtype).removeprefix("torch.")
        return [
            {"arguments": [sizes[name] for name in self._arguments], "dtype": named}
            for sizes in self.sizes
        ]

    def problems(
        self,
        counts: Sequence[int],
        draw: Draw,
        *,
        dtype: torch.dtype = torch.float32,
        held: Sequence[Held] = (),
    ) -> list[Problem]:
        """Return problems of so many samples for a model of each size, or for what is `held`."""
        layers = held or [Held(sizes) for sizes in self.sizes]
        return [
            {**order, **self._numbers(draw.at(dtype), n, *layer)}
            for order, layer in zip(self.orders(dtype), layers, strict=True)
            for n in counts
        ]

    def _numbers(self, draw: Draw, n: int, sizes: Sizes, lacks: Sequence[str]) -> Problem:
        sizes = {**sizes, "n": n}
        made: Problem = {"sizes": sizes, "x": draw(*shape(self._x, sizes))}
        for name, size in self.shapes(sizes).items():
            made[name] = torch.zeros_like(draw(*size)) if name in lacks else draw(*size)
        return made

    def held(self, sizes: Sizes, found: Sequence[tuple[int, ...]]) -> Held:
        """Return what a model with parameters of these shapes holds.

        Its own sizes where it is of the asked form, the given ones otherwise.
        """
        own: dict[str, int] = {}
        lacks = []
        for name, pattern in self._parameters.items():
            alike = [one for one in found if len(one) == len(pattern)]
            if not alike and len(found) < len(self._parameters):
                lacks.append(name)
            for letter, size in zip(pattern, alike[0] if len(alike) == 1 else (), strict=False):
                wanted = own.setdefault(letter, size) if isinstance(letter, str) else letter
                if wanted != size:
                    return Held(sizes)
        return Held({**sizes, **own}, lacks)


def shape(pattern: Shape, sizes: Sizes) -> tuple[int, ...]:
    """Return a shape whose letters stand for these sizes."""
    return tuple(sizes[one] if isinstance(one, str) else one for one in pattern)
