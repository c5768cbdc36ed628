"""What students write instead: training with one mistake each. Never enters the worker.

A path of parameters that behaves as exactly one of these on fresh random problems is diagnosed by
its id; an id stands there once for each form of the mistake.
"""

from collections.abc import Callable
from functools import partial
from types import ModuleType
from typing import Any, TypeAlias

import torch

from autograder.gradients import remembered

Problem: TypeAlias = dict[str, Any]
Moves: TypeAlias = list[torch.Tensor]

SGD = torch.optim.SGD
LOOPS: list[tuple[str, dict[str, Any]]] = [
    ("no-zero-grad", {"clear": False}),
    ("backward-twice", {"backwards": 2}),
    ("default-learning-rate", {"rate": 1e-3}),
    ("learning-rate-ignored", {"rate": 1e-2}),  # the value in the signature, always
    ("learning-rate-ignored", {"rate": 1e-1}),
    ("other-optimizer", {"optimizer": partial(SGD, momentum=0.9)}),
    ("other-optimizer", {"optimizer": partial(SGD, momentum=0.9, nesterov=True)}),
    ("other-optimizer", {"optimizer": partial(SGD, momentum=0.5)}),
    ("other-optimizer", {"optimizer": partial(SGD, weight_decay=0.1)}),
    ("other-optimizer", {"optimizer": partial(SGD, weight_decay=0.01)}),
    ("other-optimizer", {"optimizer": torch.optim.Adam}),
    ("other-optimizer", {"optimizer": torch.optim.AdamW}),
    ("other-optimizer", {"optimizer": torch.optim.RMSprop}),
    ("other-optimizer", {"optimizer": torch.optim.Adagrad}),
    ("gradient-summed", {"reduce": "sum"}),
    ("gradient-half", {"factor": 0.5}),
    ("step-uphill", {"factor": -1.0}),
    ("update-per-sample", {"each": "sample"}),
    ("broadcast-loss", {"table": True}),
    ("bias-frozen", {"frozen": True}),
]


@remembered
def train(
    reference: ModuleType,
    given: Problem,
    *,
    steps: int,
    clear: bool = True,
    backwards: int = 1,
    rate: float | None = None,
    optimizer: Callable[..., torch.optim.Optimizer] = SGD,
    reduce: str = "mean",
    factor: float = 1.0,
    table: bool = False,
    frozen: bool = False,
    each: str = "iteration",
) -> Moves:
    """Train as `reference.train` does, but for one setting; return the moves of all steps."""
    parameters = [tensor.clone().requires_grad_() for tensor in reference.start(given)]
    lr = given["learning_rate"] if rate is None else rate
    stepper = optimizer(parameters[:1] if frozen else parameters, lr=lr)
    path = [_snapshot(parameters)]
    rows = range(len(given["y"]))
    parts = [given] if each == "iteration" else [_of_row(given, row) for row in rows]
    for _ in range(steps):
        for part in parts:
            yhat = reference.predict(part, parameters)
            error = yhat.view(-1, 1) - part["y"].view(-1) if table else yhat - part["y"]
            squared = error.square()
            value = factor * (squared.sum() if reduce == "sum" else squared.mean())
            if clear:
                stepper.zero_grad()
            for _ in range(backwards):
                value.backward(retain_graph=True)
            stepper.step()
        path.append(_snapshot(parameters))
    return flat(reference.moves(given, path))


def _of_row(given: Problem, row: int) -> Problem:
    return {**given, "x": given["x"][row : row + 1], "y": given["y"][row : row + 1]}


def flat(moves: list[list[torch.Tensor]]) -> Moves:
    """Return the parts of all moves in one list."""
    return [part for move in moves for part in move]


def _snapshot(parameters: list[torch.Tensor]) -> list[torch.Tensor]:
    return [parameter.detach().clone() for parameter in parameters]


def paths(reference: ModuleType, steps: int) -> list[tuple[str, Callable[[Problem], Moves]]]:
    """Return the hypotheses about the moves of the first `steps` updates."""
    return [(name, partial(train, reference, steps=steps, **changes)) for name, changes in LOOPS]
