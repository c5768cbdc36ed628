"""One training under way: gradient descent that may differ from the right one by its Settings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from math import nan
from typing import TYPE_CHECKING, Any, TypeAlias

import torch

from autograder.kit.asking import Problem
from autograder.kit.hidden.rows import Parts, Rows

if TYPE_CHECKING:
    from autograder.kit.hidden.training import Trainer

Parameters: TypeAlias = Sequence[torch.Tensor]
Predict: TypeAlias = Callable[[Problem, Parameters, torch.Tensor], torch.Tensor]
Loss: TypeAlias = Callable[[Problem, torch.Tensor, torch.Tensor], torch.Tensor]
Penalty: TypeAlias = Callable[[Problem, Parameters], "torch.Tensor | float"]


@dataclass(frozen=True)
class Training:
    """What a training came to: what was noted, and the parameters at the start and each epoch."""

    losses: list[Any]
    path: list[list[torch.Tensor]]

    @property
    def parameters(self) -> list[torch.Tensor]:
        """The parameters at the end."""
        return self.path[-1]


@dataclass(frozen=True)
class Settings:
    """How a training differs from the right one: by one setting, or two that go together."""

    noted: str = ""  # "before", "after", "each minibatch", "last minibatch", "... of minibatches"
    clear: str = "each step"  # "each epoch", "before the step", "never"
    order: str = "shuffled"  # see Rows
    parts: str = ""  # see Rows
    stepping: str = "each minibatch"  # "each epoch"
    summed: str = "nowhere"  # "in training", "where noted", "everywhere"
    table: str = "nowhere"  # "in training", "everywhere": (n, n) errors, where shapes broadcast
    optimizer: Callable[..., torch.optim.Optimizer] | None = None
    rate: float | None = None
    factor: float = 1.0  # of what is followed
    told: float = 1.0  # of what is noted
    backwards: int = 1
    clipped: bool = False
    stale: str = "nowhere"  # "in training", "everywhere": predictions of the first parameters
    frozen: bool = False  # biases, that is all but the matrices
    restarted: bool = False  # in each epoch
    repeated: bool = False  # what is noted at last stands there for each epoch
    count: Callable[[int], int] = int  # of epochs
    loss: Loss | None = None
    followed: Loss | None = None  # the loss in training, where another one is noted
    penalty: Penalty | None = None
    gradient: Callable[..., Parameters] | None = None
    note: Callable[..., Any] | None = None
    data: Callable[[Problem], tuple[torch.Tensor, torch.Tensor]] | None = None


class Run:
    """One training under way."""

    def __init__(self, trainer: Trainer, given: Problem, settings: Settings) -> None:
        self._trainer, self._given, self._set = trainer, given, settings
        self._loss = settings.loss or trainer.loss
        self._followed = settings.followed or self._loss
        self._penalty = settings.penalty or trainer.penalty
        self._optimizer = settings.optimizer or partial(trainer.optimizer, given)
        self._gradient = settings.gradient or trainer.gradient
        self._noted = settings.noted or trainer.noted
        self._x: torch.Tensor
        self._y: torch.Tensor
        self._x, self._y = (settings.data or trainer.data)(given)
        self._note = settings.note or trainer.note
        self._begin()

    def _begin(self) -> None:
        starts = self._trainer.start(self._given)
        self._starts = [tensor.clone() for tensor in starts]
        self.parameters = [tensor.clone().requires_grad_() for tensor in starts]
        matrices = [parameter for parameter in self.parameters if parameter.ndim > 1]
        self._moving = matrices if self._set.frozen and matrices else self.parameters

    def train(self) -> Training:
        """Return what comes of all epochs."""
        rows = Rows(self._given, len(self._y), self._set, shuffled=self._trainer.minibatches)
        stepper, path, noted = self._stepper(), [self._snapshot()], []
        for epoch in range(self._set.count(self._given[self._trainer.rounds])):
            if self._set.restarted:
                self._begin()
                stepper = self._stepper()
            parts = rows.of_epoch(epoch)
            if self._set.order == "of the last epoch":
                parts = self._overwritten(rows)
            noted += self._epoch(stepper, parts)
            path.append(self._snapshot())
        return Training([noted[-1]] * len(noted) if self._set.repeated else noted, path)

    def _stepper(self) -> torch.optim.Optimizer:
        rate = self._given["learning_rate"] if self._set.rate is None else self._set.rate
        return self._optimizer(self._moving, lr=rate)

    def moves_along(self, path: Sequence[Parameters]) -> list[torch.Tensor]:
        """Return each parameter's change in one step from each place of a path but the last.

        It is divided by the learning rate. What an optimizer remembers is that of the steps before.
        """
        stepper, moves = self._stepper(), []
        for at in path[:-1]:
            with torch.no_grad():
                for parameter, value in zip(self.parameters, at, strict=True):
                    parameter.copy_(value)
            stepper.zero_grad()
            self.walk_back(self._x, self._y)
            stepper.step()
            moves += [b - a for a, b in zip(at, self._snapshot(), strict=True)]
        return [move / self._given["learning_rate"] for move in moves]

    def _snapshot(self) -> list[torch.Tensor]:
        return [parameter.detach().clone() for parameter in self.parameters]

    def _overwritten(self, rows: Rows) -> Parts:
        self._x, self._y = self._x[rows.of_x], self._y[rows.of_y]
        return rows.in_order()

    def _epoch(self, stepper: torch.optim.Optimizer, parts: Parts) -> list[Any]:
        if self._set.clear == "each epoch":
            stepper.zero_grad()
        before = self._whole() if self._noted == "before" else nan
        seen = []
        for number, (of_x, of_y) in enumerate(parts, start=1):
            seen.append((self._step(stepper, of_x, of_y, last=number == len(parts)), len(of_x)))
        if self._noted == "each minibatch":
            return [loss for loss, _ in seen]
        if self._noted in _OF_MINIBATCHES:
            value = _OF_MINIBATCHES[self._noted](seen)
            return [value if self._note is None else self._instead(value)]
        return [before if self._noted == "before" else self._whole()]

    def _instead(self, value: float) -> Any:
        """Return what is noted of the whole set, with another loss in the first place."""
        (_, *losses), *metrics = self._whole()
        return (value, *losses), *metrics

    def _step(
        self, stepper: torch.optim.Optimizer, of_x: torch.Tensor, of_y: torch.Tensor, *, last: bool
    ) -> float:
        if self._set.clear == "each step":
            stepper.zero_grad()
        value = self.walk_back(self._x[of_x], self._y[of_y])
        if self._set.clear == "before the step":
            stepper.zero_grad()
        if self._set.clipped:
            torch.nn.utils.clip_grad_norm_(self._moving, 1.0)
        if last or self._set.stepping == "each minibatch":
            stepper.step()
        return value

    def walk_back(self, x: torch.Tensor, y: torch.Tensor) -> float:
        """Add the gradient of the loss of some rows to each parameter's; return that loss."""
        times = self._set.factor * self._given.get("factor", 1.0)
        if self._set.summed in ("in training", "everywhere"):
            times *= y.numel()
        table = self._set.table != "nowhere"
        value = self._loss_of(self._followed, self._predicted(x), y, table=table)
        penalty = self._penalty(self._given, self.parameters)
        noted = self._set.told * (value + penalty).item()
        if self._gradient is None:
            for _ in range(self._set.backwards):
                (times * value + self._set.factor * penalty).backward(retain_graph=True)
            return noted
        at = self.parameters if self._set.stale == "nowhere" else self._starts
        with torch.no_grad():
            grads = self._gradient(self._given, at, x, y)
            for parameter, grad in zip(self.parameters, grads, strict=True):
                # As `backward` does, which adds.
                kept = 0 if parameter.grad is None else parameter.grad
                parameter.grad = kept + (times * grad).reshape(parameter.shape)
        return noted

    def _predicted(self, x: torch.Tensor) -> torch.Tensor:
        at = self._starts if self._set.stale == "everywhere" else self.parameters
        return self._trainer.predict(self._given, at, x)

    def _loss_of(
        self, loss: Loss, outputs: torch.Tensor, y: torch.Tensor, *, table: bool
    ) -> torch.Tensor:
        if table:
            outputs, y = outputs.reshape(-1, 1).expand(-1, len(y)), y.reshape(-1).expand(len(y), -1)
        return loss(self._given, outputs, y)

    @torch.no_grad()
    def _whole(self) -> Any:
        """Return what is noted of the whole set."""
        if self._note is not None:
            return self._note(self._given, self._predicted, partial(self._loss, self._given))
        table = self._set.table == "everywhere"
        value = float(self._loss_of(self._loss, self._predicted(self._x), self._y, table=table))
        summed = self._set.summed in ("where noted", "everywhere")
        value *= self._y.numel() if summed else 1
        return self._set.told * (value + float(self._penalty(self._given, self.parameters)))


_OF_MINIBATCHES: dict[str, Callable[[list[tuple[float, int]]], float]] = {
    "mean of minibatches": lambda seen: sum(loss for loss, _ in seen) / len(seen),
    "weighted mean of minibatches": lambda seen: (
        sum(loss * count for loss, count in seen) / sum(count for _, count in seen)
    ),
    "sum of minibatches": lambda seen: sum(loss for loss, _ in seen),
    "last minibatch": lambda seen: seen[-1][0],
}
