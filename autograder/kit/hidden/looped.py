"""What the kind "a training loop" (kit/loops.py) asks of a trainer: steps and what was noted.

    grader = loop_grader("training_loop", TRAINER)

Each step is judged from where the student's own parameters were, so a problem may hold their
`path`: the gradients and the losses that are right are those along it.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

import torch

from autograder.kit.asking import Problem
from autograder.kit.compare import HISTORY
from autograder.kit.hidden.grader import Grader, Implementation
from autograder.kit.hidden.loops import CONVENTIONS, ORDERS_ALIKE, Loop
from autograder.kit.hidden.training import Trainer

# Moves over the learning rate, of all parameters and steps; and what was noted: losses, or losses
# and metrics.
Answer: TypeAlias = tuple[Any, ...]

# What is noted is another loss than the one that is followed, or both are.
OF_THE_LOSS: list[Loop] = [
    *CONVENTIONS,
    *(("loss-scaled", {"told": factor}) for factor in (0.5, 2.0)),
    ("loss-summed", {"summed": "everywhere"}),
    ("loss-summed", {"summed": "where noted"}),
]
# The settings that change what is noted alone.
_NOTES = ({"noted"}, {"told"})
_ENDS = ("defaults", "precision")


def loop_grader(
    task: str,
    trainer: Trainer,
    *,
    extra: Mapping[str, Implementation] | None = None,
    loops: Sequence[Loop] = (),
    shown: Callable[[], Problem] | None = None,
) -> Grader:
    """Return the grader of a training loop.

    `extra` holds the truth of further questions, `loops` further mistakes; `shown` is a Grader's.
    """
    truth = partial(steps, trainer)
    own = [*loops, *([] if trainer.minibatches else OF_THE_LOSS)]
    wrong = _hypotheses(trainer, trainer.loops(*own))
    ends = dict.fromkeys(_ENDS, trainer.ends)
    # With minibatches the loss is handed in, and nobody writes half of it.
    scaled = [] if trainer.minibatches else CONVENTIONS
    conventions, of_ends = _hypotheses(trainer, scaled), trainer.wrong("ends", scaled)
    return Grader(
        task,
        truth={"": truth, **ends, **(extra or {})},
        wrong={
            "": wrong,
            "any_model": conventions,
            "alike": [],  # a training that evaluates is asked there what is right alone
            "any_loss": [*_ignored(trainer), *conventions],
            **dict.fromkeys(_ENDS, of_ends),
        },
        rtol=HISTORY,
        shown=shown,
    )


def steps(trainer: Trainer, given: Problem, changes: Mapping[str, Any] | None = None) -> Answer:
    """Return moves and losses of a training with these changes.

    With minibatches there is one move, from start to end. Otherwise there is one for each update;
    where the problem holds a path, each of them, and each loss, is that of the place on the path.
    """
    changes = changes or {}
    if trainer.minibatches:
        once = ORDERS_ALIKE.get(changes.get("order", ""))
        if None not in (once, given.get("drawn_once")) and once != given["drawn_once"]:
            return [], [], []  # it gives the same as another mistake, which is the likely one
        noted = trainer.losses(given, **changes)
        parts = (
            [noted] if trainer.note is None else [list(part) for part in zip(*noted, strict=True)]
        )
        return (trainer.moved(given, **changes), *parts)
    if "path" not in given:
        return trainer.moves(given, **changes), trainer.losses(given, **changes)
    path = given["path"]
    given = {name: value for name, value in given.items() if name != "path"}
    given[trainer.rounds] = len(path) - 1
    if not changes or set(changes) in _NOTES or changes.get("summed") == "where noted":
        return _along(trainer, given, path, changes)
    if not all(map(torch.equal, path[0], trainer.start(given))):
        trainer = trainer.but(start=lambda _: path[0])
    return trainer.moves(given, **changes), trainer.losses(given, **changes)


def _along(
    trainer: Trainer, given: Problem, path: Sequence[Any], changes: Mapping[str, Any]
) -> Answer:
    moves = [move for at in path[:-1] for move in trainer.downhill(given, at)]
    noted_at = path[1:] if changes.get("noted") == "after" else path[:-1]
    times = changes.get("told", 1.0) * (given["y"].numel() if "summed" in changes else 1)
    return moves, [times * trainer.loss_at(given, at) for at in noted_at]


def _hypotheses(trainer: Trainer, loops: Sequence[Loop]) -> list[tuple[str, Implementation]]:
    return [(name, partial(steps, trainer, changes=changes)) for name, changes in loops]


def _ignored(trainer: Trainer) -> list[tuple[str, Implementation]]:
    """Return what follows the mean squared error, or notes it, whatever loss is given."""

    def followed(given: Problem) -> Answer:
        return steps(trainer, {**given, "loss": trainer.usual_loss})

    def noted(given: Problem, first: int) -> Answer:
        path = given.get("path") or trainer.train(given).path
        told = {name: value for name, value in given.items() if name != "path"}
        usual = {**told, "loss": trainer.usual_loss}
        found = [trainer.loss_at(usual, at) for at in path]
        return [], found[first:] if first else found[:-1]

    first = (1,) if trainer.minibatches else (0, 1)
    return [
        ("loss-fn-ignored", followed),
        *(("loss-fn-ignored", partial(noted, first=one)) for one in first),
    ]
