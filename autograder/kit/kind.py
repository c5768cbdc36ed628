"""What all kinds of tasks have in common: usual checks, of which a week chooses, and its own.

    class Values(Kind):
        @usual("It changes nothing it is given", "values")
        def _changes_nothing(self, trial): ...

A kind's usual checks are its methods that are marked so. `points` names those of a task, in their
order, and says what each is worth; those in `also` are the week's own.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
import torch

from autograder.kit.asking import Ask, Problem
from autograder.kit.forms import identical
from autograder.kit.trial import Check, Question, Task, Trial

Look = TypeVar("Look", bound=Callable[..., None])


def usual(title: str, *needs: str, question: str = "") -> Callable[[Look], Look]:
    """Mark a method as the usual check of its name, which needs others of the kind.

    The title may speak of the kind: "`{self.name}` returns a number". The `question` is one that
    the kind does not know, so the definition must give it.
    """

    def marked(method: Look) -> Look:
        method.__dict__["usual"] = title, needs, question
        return method

    return marked


class Kind:
    """The checks of a task, of one kind; see the modules for what they ask."""

    def __init__(
        self,
        name: str,
        *,
        points: Mapping[str, float | None],
        questions: Mapping[str, Question] | None = None,
        asks: Mapping[str, Ask] | None = None,
        also: Sequence[Check] = (),
        titles: Mapping[str, str] | None = None,
        untold: Sequence[str] = (),
    ) -> None:
        """Say which checks there are of the function or class `name`, and what each is worth.

        `questions` and `asks` come to the usual ones, or stand for those of the same name. A usual
        check's title may be another one in `titles`.
        """
        self.name, self.points = name, points
        self.questions: dict[str, Any] = dict(questions or {})
        self.asks: dict[str, Ask] = dict(asks or {})
        self.kinds: dict[str, Mapping[str, type]] = {}
        self._also, self._titles, self._untold = also, titles or {}, untold

    def add_questions(self, **usual_ones: Question) -> None:
        """Add questions of usual checks, where there are these checks, or others stand for them."""
        there = {name: one for name, one in usual_ones.items() if name in self.points}
        self.questions = {**there, **self.questions}

    def expect_question(self, name: str) -> None:
        """Raise LookupError unless the definition gives the question of this name."""
        if name not in self.questions:
            raise LookupError(
                f"`points` of {self.name}: the check {name!r} needs problems of its own;"
                f" give them as `questions={{{name!r}: lambda draw: [...]}}`"
            )

    def task(self) -> Task:
        """Return the task with its checks in the order of `points`."""
        own = {check.name: check for check in self._also}
        checks = [own.get(name) or self._usual(name) for name in self.points]
        for check in checks:
            check.points = self.points[check.name]
        return Task(
            asks=self.asks, checks=checks, questions=self.questions, kinds=self.kinds,
            untold=self._untold,
        )  # fmt: skip

    def _usual(self, name: str) -> Check:
        look: Any = getattr(self, f"_{name}", None)
        if not hasattr(look, "usual"):
            raise LookupError(f"`points` of {self.name}: a {type(self).__name__} has no {name!r}")
        title, needs, question = look.usual
        if question:
            self.expect_question(question)
        return self._check(name, title.format(self=self), look, needs)

    def _check(
        self, name: str, title: str, look: Callable[[Trial], None], needs: Sequence[str]
    ) -> Check:
        """Return a usual check; of what it needs those checks count that there are."""
        there = [need for need in needs if need in self.points]
        return Check(name, self._titles.get(name, title), look, needs=there)


def expect_unchanged(
    trial: Trial, function: str, after: Any, before: Problem, names: Sequence[str]
) -> None:
    """Raise CheckFailed if a tensor or an array is not the same after a call."""
    held = after if isinstance(after, dict) else {}
    for name in names:
        one, other = (_tensor(given.get(name)) for given in (held, before))
        trial.expect(
            other is None or identical(one, other),
            f"`{name}` is not the same after `{function}`", "argument-changed",
        )  # fmt: skip


def _tensor(value: Any) -> torch.Tensor | None:
    if isinstance(value, np.ndarray):
        return torch.from_numpy(value)
    return value if isinstance(value, torch.Tensor) else None
