"""Gradient descent, right and with one fault: what training loops are compared with.

    TRAINER = Trainer(start=lambda given: [given["weight"], given["bias"]],
                      predict=lambda given, parameters, x: x @ parameters[0] + parameters[1],
                      minibatches=True)
    grader = Grader("loop", truth=TRAINER.losses, wrong=TRAINER.wrong("losses"))

A loop over iterations is one over epochs that have one minibatch, all rows in their order: so one
trainer serves both. What can differ stands in descent.py, what students get wrong in loops.py.
"""

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from functools import partial
from itertools import pairwise
from math import nan
from typing import Any

import torch

from autograder.kit.asking import LOSSES, Problem
from autograder.kit.hidden.descent import Loss, Parameters, Predict, Run, Settings, Training
from autograder.kit.hidden.loops import ORDERS_ALIKE, Loop, usual_loops
from autograder.kit.hidden.remember import remembered


class Trainer:
    """Training of one kind of problem, a dict; see the module for an example.

    `start(given)` are the parameters before, `predict(given, parameters, x)` the outputs for some
    rows, `loss(given, outputs, y)` a mean over them; by default the problem's loss of kit.LOSSES. A
    `gradient(given, parameters, x, y)` is one by a formula, otherwise it is that of the loss. With
    `minibatches` the rows are shuffled by the problem's `seed` and cut by its `minibatch_size`.

    The loss over the whole set is `noted` "before" or "after" each epoch (by default after, with
    minibatches). `rounds` is the problem's name for the number of epochs, `defaults` are settings
    that it may leave out. `noisy(given, parameters, x, stream)` are outputs in training mode, its
    stream seeded by the problem's `noise_seed`. `note(given, predict, loss)` is what is noted where
    that is more than a loss: a tuple of losses and a tuple of metrics. `labels` says that y holds
    classes, and outputs are logits.
    """

    def __init__(
        self,
        *,
        start: Callable[[Problem], Parameters],
        predict: Predict,
        loss: Loss | None = None,
        gradient: Callable[..., Parameters] | None = None,
        data: Callable[[Problem], tuple[torch.Tensor, torch.Tensor]] | None = None,
        minibatches: bool = False,
        noted: str = "",
        rounds: str = "epochs",
        defaults: Mapping[str, Any] | None = None,
        noisy: Callable[..., torch.Tensor] | None = None,
        note: Callable[..., Any] | None = None,
        labels: bool = False,
    ) -> None:
        self.start, self.predict, self.noisy = start, predict, noisy
        self.usual_loss = "cross_entropy" if labels else "mse"
        self.loss: Loss = loss or partial(_of_the_problem, self.usual_loss)
        self.gradient, self.note, self.labels = gradient, note, labels
        self.data = data or (lambda given: (given["x"], given["y"]))
        self.minibatches, self.rounds = minibatches, rounds
        self.noted = noted or ("after" if minibatches else "before")
        self.defaults = defaults or {}
        self._train = remembered(self._trained)

    def but(self, **parts: Any) -> "Trainer":
        """Return the same trainer with other parts, named as in the constructor."""
        other = copy(self)
        for name, part in parts.items():
            assert hasattr(other, name), f"a trainer has no part {name}"
            setattr(other, name, part)
        other._train = remembered(other._trained)
        return other

    def train(self, given: Problem, **changes: Any) -> Training:
        """Train on a problem; rightly but for the `changes`, which are Settings."""
        return self._train(given, **changes)

    def losses(self, given: Problem, **changes: Any) -> list[Any]:
        """Return what is noted, one for each epoch."""
        return self.train(given, **changes).losses

    def ends(self, given: Problem, **changes: Any) -> tuple[list[torch.Tensor], list[Any]]:
        """Return the parameters at the end, and what is noted."""
        found = self.train(given, **changes)
        return found.parameters, found.losses

    def moved(self, given: Problem, **changes: Any) -> list[torch.Tensor]:
        """Return the change of each parameter from start to end, over the learning rate."""
        path = self.train(given, **changes).path
        return self.over_rate(given, (path[0], path[-1]))

    def moves(self, given: Problem, **changes: Any) -> list[torch.Tensor]:
        """Return each parameter's change in each epoch, over the learning rate, in one list."""
        return self.over_rate(given, self.train(given, **changes).path)

    def over_rate(self, given: Problem, path: Iterable[Parameters]) -> list[torch.Tensor]:
        """Return all changes of parameters along a path, over the problem's learning rate."""
        rate = {**self.defaults, **given}["learning_rate"]
        return [
            (b - a) / rate
            for before, after in pairwise(path)
            for a, b in zip(before, after, strict=True)
        ]

    def loss_at(self, given: Problem, parameters: Parameters | None = None) -> float:
        """Return the loss over all rows, by default where training starts."""
        at = self.start(given) if parameters is None else parameters
        x, y = self.data(given)
        return float(self.loss(given, self.predict(given, at, x), y))

    def downhill(self, given: Problem, parameters: Parameters | None = None) -> list[torch.Tensor]:
        """Return the negative gradient of the loss over all rows, for each parameter.

        It has the problem's `factor`, as what training follows.
        """
        at = self.start(given) if parameters is None else parameters
        run = Run(self.but(start=lambda _: at), given, Settings())
        run.walk_back(*self.data(given))
        return [-parameter.grad for parameter in run.parameters if parameter.grad is not None]

    def loops(self, *extra: Loop) -> list[Loop]:
        """Return what students get wrong in such a loop: (id, changes), and `extra`."""
        usual = usual_loops(
            minibatches=self.minibatches,
            by_formula=self.gradient is not None,
            labels=self.labels,
            noisy=self.noisy is not None,
        )
        return [*usual, *extra]

    def wrong(
        self, answer: str, loops: Iterable[Loop] | None = None
    ) -> list[tuple[str, Callable[[Problem], Any]]]:
        """Return the hypotheses about "losses", "moves", "moved" or "ends", as a Grader takes them.

        One order for all epochs comes of a single draw or of a seed in each epoch, with the same
        results: a problem's `drawn_once` says which was seen, and the other one answers nothing.
        """
        chosen = self.loops() if loops is None else loops
        return [(name, partial(self._answer, answer, changes)) for name, changes in chosen]

    def _answer(self, answer: str, changes: Mapping[str, Any], given: Problem) -> Any:
        unlikely = {once: order for order, once in ORDERS_ALIKE.items()}
        if "drawn_once" in given and changes.get("order") == unlikely[not given["drawn_once"]]:
            return nan
        return getattr(self, answer)(given, **changes)

    def _trained(self, given: Problem, **changes: Any) -> Training:
        return Run(self, {**self.defaults, **given}, Settings(**changes)).train()


def _of_the_problem(
    usual: str, given: Problem, outputs: torch.Tensor, y: torch.Tensor
) -> torch.Tensor:
    return LOSSES[given.get("loss", usual)](outputs, y)
