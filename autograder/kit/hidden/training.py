"""Gradient descent, right and with one fault: what training loops are compared with.

    TRAINER = Trainer(start=lambda given: [given["weight"], given["bias"]],
                      predict=lambda given, parameters, x: x @ parameters[0] + parameters[1],
                      minibatches=True)
    grader = loop_grader("loop", TRAINER)

A loop over iterations is one over epochs that have one minibatch, all rows in their order: so one
trainer serves both. What can differ stands in descent.py, what students get wrong in loops.py.

Each step is judged from where the student's own parameters were, so a problem may hold their
`path`: the gradients and the losses that are right are those along it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from functools import partial
from itertools import pairwise
from typing import Any, TypeAlias

import torch

from autograder.kit.asking import LOSSES, Problem
from autograder.kit.compare import HISTORY
from autograder.kit.hidden.descent import (
    Loss,
    Parameters,
    Penalty,
    Predict,
    Run,
    Settings,
    Training,
)
from autograder.kit.hidden.grader import Grader, Hypotheses, Implementation
from autograder.kit.hidden.loops import CONVENTIONS, OF_THE_LOSS, ORDERS_ALIKE, Loop, usual_loops
from autograder.kit.hidden.remember import remembered

# Moves over the learning rate, of all parameters and steps; and what was noted: losses, or losses
# and metrics.
Answer: TypeAlias = tuple[Any, ...]

NOTHING: Answer = ([], [], [])
# The settings that change what is noted alone.
_NOTES: list[dict[str, Any]] = [{}, {"summed": "where noted"}]
# The questions about the parameters at the end.
_AT_THE_END = ("defaults", "all_settings", "precision")


class Trainer:
    """Training of one kind of problem, a dict; see the module for an example.

    `start(given)` are the parameters before, `predict(given, parameters, x)` the outputs for some
    rows, `loss(given, outputs, y)` a mean over them; by default the problem's loss of kit.LOSSES. A
    `gradient(given, parameters, x, y)` is one by a formula, otherwise it is that of the loss. With
    `minibatches` the rows are shuffled by the problem's `seed` and cut by its `minibatch_size`.
    `penalty(given, parameters)`, such as weight decay, is added to the loss that is followed and
    noted. `optimizer(given, parameters, lr=...)` is the one that steps, without it plain SGD.

    The loss over the whole set is noted before each epoch, with minibatches after it. `rounds` is
    the problem's name for the number of epochs, `defaults` are settings that it may leave out.
    `note(given, predict, loss)` is what is noted where that is more than a loss: a tuple of losses
    and a tuple of metrics. `labels` says that y holds classes, and outputs are logits.
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
        rounds: str = "epochs",
        defaults: Mapping[str, Any] | None = None,
        note: Callable[..., Any] | None = None,
        labels: bool = False,
        penalty: Penalty = lambda *_: 0.0,
        optimizer: Callable[..., torch.optim.Optimizer] | None = None,
    ) -> None:
        self.start, self.predict = start, predict
        self.usual_loss = "cross_entropy" if labels else "mse"
        self.loss: Loss = loss or partial(_of_the_problem, self.usual_loss)
        self.gradient, self.note, self.labels = gradient, note, labels
        self.data = data or (lambda given: (given["x"], given["y"]))
        self.minibatches, self.rounds = minibatches, rounds
        self.penalty, self.plain = penalty, optimizer is None
        self.optimizer = optimizer or (lambda _, parameters, lr: torch.optim.SGD(parameters, lr=lr))
        self.noted = "after" if minibatches else "before"
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

    def _trained(self, given: Problem, **changes: Any) -> Training:
        return Run(self, {**self.defaults, **given}, Settings(**changes)).train()

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

    def moves(self, given: Problem, **changes: Any) -> list[torch.Tensor]:
        """Return each parameter's change in each epoch, over the learning rate, in one list.

        With minibatches it is the change from start to end.
        """
        path = self.train(given, **changes).path
        rate = {**self.defaults, **given}["learning_rate"]
        return [
            (b - a) / rate
            for before, after in pairwise((path[0], path[-1]) if self.minibatches else path)
            for a, b in zip(before, after, strict=True)
        ]

    def steps(self, given: Problem, **changes: Any) -> Answer:
        """Return moves and losses of a training, and its metrics where it notes some.

        Where the problem holds a path, each move, and each loss, is that of the place on it.
        """
        if "path" in given:
            return self._steps_along(given, changes)
        noted = self.losses(given, **changes)
        parts = [noted] if self.note is None else [list(p) for p in zip(*noted, strict=True)]
        return (self.moves(given, **changes), *parts)

    def _steps_along(self, given: Problem, changes: Mapping[str, Any]) -> Answer:
        path = given["path"]
        given = {name: value for name, value in given.items() if name != "path"}
        given = {**self.defaults, **given, self.rounds: len(path) - 1}
        if changes in _NOTES or set(changes) in ({"noted"}, {"told"}):
            moves = self._moves_along(given, path)
            noted_at = path[1:] if changes.get("noted") == "after" else path[:-1]
            times = changes.get("told", 1.0) * (given["y"].numel() if "summed" in changes else 1)
            return moves, [times * self.loss_at(given, at) for at in noted_at]
        as_told = all(map(torch.equal, path[0], self.start(given)))
        return (self if as_told else self.but(start=lambda _: path[0])).steps(given, **changes)

    def _moves_along(self, given: Problem, path: Sequence[Parameters]) -> list[torch.Tensor]:
        if self.plain:  # no digit is lost
            return [move for at in path[:-1] for move in self.downhill(given, at)]
        return Run(self.but(start=lambda _: path[0]), given, Settings()).moves_along(path)

    def loss_at(self, given: Problem, parameters: Parameters) -> float:
        """Return the loss over all rows."""
        x, y = self.data(given)
        loss = self.loss(given, self.predict(given, parameters, x), y)
        return float(loss + self.penalty(given, parameters))

    def downhill(self, given: Problem, parameters: Parameters) -> list[torch.Tensor]:
        """Return the negative gradient of the loss over all rows, for each parameter.

        It has the problem's `factor`, as what training follows.
        """
        run = Run(self.but(start=lambda _: parameters), given, Settings())
        run.walk_back(*self.data(given))
        return [-parameter.grad for parameter in run.parameters if parameter.grad is not None]

    def loops(self, *extra: Loop) -> list[Loop]:
        """Return what students get wrong in such a loop: (id, changes), and `extra`."""
        formula = self.gradient is not None
        usual = usual_loops(minibatches=self.minibatches, by_formula=formula, labels=self.labels)
        # What another optimizer than the task's gives has a name where plain SGD is the task's.
        known = [one for one in usual if self.plain or one[0] != "other-optimizer"]
        return [*known, *extra]

    def wrong(self, loops: Iterable[Loop] | None = None, answer: str = "steps") -> Hypotheses:
        """Return the hypotheses about "steps", "losses", "moves" or "ends", as a Grader takes them.

        One order for all epochs comes of a single draw or of a seed in each epoch, with the same
        results: a problem's `drawn_once` says which was seen, and the other one answers nothing.
        """
        chosen = self.loops() if loops is None else loops
        return [(name, partial(self._wrongly, answer, changes)) for name, changes in chosen]

    def _wrongly(self, answer: str, changes: Mapping[str, Any], given: Problem) -> Any:
        once = ORDERS_ALIKE.get(changes.get("order", ""))
        if None not in (once, given.get("drawn_once")) and once != given["drawn_once"]:
            return NOTHING
        return getattr(self, answer)(given, **changes)

    def ignoring_the_loss(self) -> Hypotheses:
        """Return what follows the usual loss, or notes it, whatever loss is given."""

        def followed(given: Problem) -> Answer:
            return self.steps({**given, "loss": self.usual_loss})

        def noted(given: Problem, first: int) -> Answer:
            path = given.get("path") or self.train(given).path
            told = {name: value for name, value in given.items() if name != "path"}
            found = [self.loss_at({**told, "loss": self.usual_loss}, at) for at in path]
            return [], found[first:] if first else found[:-1]

        first = (1,) if self.minibatches else (0, 1)
        answers: list[Implementation] = [followed, *(partial(noted, first=one) for one in first)]
        return [("loss-fn-ignored", answer) for answer in answers]


def loop_grader(
    task: str,
    trainer: Trainer,
    *,
    loops: Sequence[Loop] = (),
    shown: Callable[[], Problem] | None = None,
) -> Grader:
    """Return the grader of a training loop; `loops` are further mistakes, `shown` is a Grader's."""
    # With minibatches the loss is handed in, and nobody writes half of it.
    of_the_loss, scaled = ([], []) if trainer.minibatches else (OF_THE_LOSS, CONVENTIONS)
    conventions, of_ends = trainer.wrong(scaled), trainer.wrong(scaled, "ends")
    return Grader(
        task,
        truth={"": trainer.steps, **dict.fromkeys(_AT_THE_END, trainer.ends)},
        wrong={
            "": trainer.wrong(trainer.loops(*loops, *of_the_loss)),
            "any_model": conventions,
            "alike": [],  # a training that evaluates is asked there what is right alone
            "any_loss": [*trainer.ignoring_the_loss(), *conventions],
            **dict.fromkeys(_AT_THE_END, of_ends),
        },
        rtol=HISTORY,
        shown=shown,
    )


def layered(
    activation: Callable[[torch.Tensor], torch.Tensor] = torch.tanh, **parts: Any
) -> Trainer:
    """Return the trainer of the kit's own Layers, a problem's `layers`; `parts` as of a Trainer."""

    def start(given: Problem) -> list[torch.Tensor]:
        return [tensor for layer in given["layers"] for tensor in layer]

    def predict(given: Problem, parameters: Parameters, x: torch.Tensor) -> torch.Tensor:
        rest = list(parameters)
        for place, layer in enumerate(given["layers"]):
            x = (activation(x) if place else x) @ rest.pop(0).T
            x = x + rest.pop(0) if len(layer) == 2 else x
        return x

    return Trainer(start=start, predict=predict, **parts)


def _of_the_problem(
    usual: str, given: Problem, outputs: torch.Tensor, y: torch.Tensor
) -> torch.Tensor:
    return LOSSES[given.get("loss", usual)](outputs, y)
