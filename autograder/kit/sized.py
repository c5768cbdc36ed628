"""How a task is asked whose answer is an nn.Module of several sizes, which letters name."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import torch

from autograder.kit.asking import Problem, Record
from autograder.kit.building import KINDS, matched, module_asks
from autograder.kit.compare import dtype_name
from autograder.kit.draw import Draw
from autograder.kit.kind import Kind
from autograder.kit.parts import Shape
from autograder.kit.trial import Round, Trial

Sizes = Mapping[str, int]
SAMPLES = (7, 7, 1)
MANY = 150


class Held(NamedTuple):
    """The sizes of the layer that a model holds, and the names of the parameters that it lacks."""

    sizes: Sizes
    lacks: Sequence[str] = ()


class Sized(Kind):
    """Builds the models of a class, gives them parameters, and passes x through them."""

    def __init__(
        self,
        name: str,
        *,
        arguments: Sequence[str],
        sizes: Sequence[Sizes],
        parameters: Mapping[str, Shape],
        x: Shape,
        layers: Sequence[Shape] = (),
        **common: Any,
    ) -> None:
        """Say how the class `name` is built; `common` is what a Kind takes.

        It is built with the `arguments`, for each of `sizes`. `layers` holds input and output of
        each nn.Linear that it must hold; without it any parameters do that have the shapes of
        `parameters`, a matrix also transposed.
        """
        super().__init__(name, untold=("output_shape", "many", "dropout"), **common)
        self.layers, self._sizes = layers, sizes
        self._arguments, self._parameter_shapes, self._x = arguments, parameters, x
        self.questions = {
            "output_shape": partial(self._problems, SAMPLES),
            "many": partial(self._problems, (MANY,)),
            "output_values": partial(self._problems, SAMPLES[1:]),
            "precision": partial(self._problems, SAMPLES[:1], dtype=torch.float64),
            **self.questions,
        }
        self.asks = {**module_asks(name, tuple(parameters)), **self.asks}
        self.kinds |= KINDS

    def shapes(self, sizes: Sizes) -> dict[str, tuple[int, ...]]:
        """Return the shape of each parameter."""
        return {name: shape(pattern, sizes) for name, pattern in self._parameter_shapes.items()}

    def fresh(
        self, trial: Trial, dtype: torch.dtype = torch.float32, device: str = "cpu"
    ) -> list[tuple[Sizes, Record]]:
        """Return each size, and what a fresh model of it holds."""
        records = trial.ask(self._orders(dtype), "built", device)
        for record in records:
            tensors = [p for p in record["parameters"] if isinstance(p, torch.Tensor)]
            record["parameters"], record["shapes"] = tensors, [tuple(p.shape) for p in tensors]
        return list(zip(self._sizes, records, strict=True))

    def passed(self, trial: Trial, name: str, device: str = "cpu", **settings: Any) -> Round:
        """Put the question `name`, to a single layer of whatever sizes; or without a bias."""
        # In public there are answers for the right sizes alone.
        if not trial.public:
            held = self._held if len(self.layers) == 1 else self._without_vectors
            fresh = self.fresh(trial)
            settings["held"] = [held(sizes, record["shapes"]) for sizes, record in fresh]
        question: Any = self.questions[name]
        problems = list(question(trial.draw(name), **settings))
        return Round(trial, name, problems, trial.ask(problems, "passed", device))

    def _orders(self, dtype: torch.dtype) -> list[Problem]:
        """Return problems that say how a model of each size is built, and no more."""
        return [
            {"arguments": [sizes[name] for name in self._arguments], "dtype": dtype_name(dtype)}
            for sizes in self._sizes
        ]

    def _problems(
        self,
        counts: Sequence[int],
        draw: Draw,
        *,
        dtype: torch.dtype = torch.float32,
        held: Sequence[Held] = (),
    ) -> list[Problem]:
        """Return problems of so many samples for a model of each size, or for what is `held`."""
        layers = held or [Held(sizes) for sizes in self._sizes]
        return [
            {**order, **self._numbers(draw.at(dtype), n, *layer)}
            for order, layer in zip(self._orders(dtype), layers, strict=True)
            for n in counts
        ]

    def _numbers(self, draw: Draw, n: int, sizes: Sizes, lacks: Sequence[str]) -> Problem:
        sizes = {**sizes, "n": n}
        made: Problem = {"sizes": sizes, "x": draw(*shape(self._x, sizes))}
        for name, size in self.shapes(sizes).items():
            made[name] = torch.zeros_like(draw(*size)) if name in lacks else draw(*size)
        return made

    def lacking(self, sizes: Sizes, found: Sequence[tuple[int, ...]]) -> list[str]:
        """Return the names of parameters that a model lacks whose others are all asked for."""
        wanted = self.shapes(sizes)
        places = matched(found, wanted)
        return [name for name in wanted if name not in places and len(places) == len(found)]

    def _without_vectors(self, sizes: Sizes, found: Sequence[tuple[int, ...]]) -> Held:
        """Return what a model holds that may lack biases."""
        lacks = self.lacking(sizes, found)
        return Held(sizes, [name for name in lacks if len(self.shapes(sizes)[name]) == 1])

    def _held(self, sizes: Sizes, found: Sequence[tuple[int, ...]]) -> Held:
        """Return what a model with parameters of these shapes holds.

        Its own sizes where it is of the asked form, the given ones otherwise.
        """
        own: dict[str, int] = {}
        lacks = []
        for name, pattern in self._parameter_shapes.items():
            alike = [one for one in found if len(one) == len(pattern)]
            if not alike and len(found) < len(self._parameter_shapes):
                lacks.append(name)
            for letter, size in zip(pattern, alike[0] if len(alike) == 1 else (), strict=False):
                wanted = own.setdefault(letter, size) if isinstance(letter, str) else letter
                if wanted != size:
                    return Held(sizes)
        return Held({**sizes, **own}, lacks)


def shape(pattern: Shape, sizes: Sizes) -> tuple[int, ...]:
    """Return a shape whose letters stand for these sizes."""
    return tuple(sizes[one] if isinstance(one, str) else one for one in pattern)
