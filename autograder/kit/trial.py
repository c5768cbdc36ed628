"""Tasks and their checks, defined once; a trial runs them, in public or hidden.

    Task     one task's definition: how it is asked (`asks`), on which problems (`questions`), and
             its `checks`, in order
    Check    one thing that must hold: its title, its points, what it needs, and the function that
             looks, a pure function of what a trial tells
    Trial    one student's code under one check: draws problems, asks, knows what is right
    Round    one question put to the code: problems, records, and what is known of right answers

In public, problems are fixed and what is right is a table of numbers; hidden, problems are fresh
and what is right is worked out by the graders' reference (autograder.kit.hidden). A check cannot
tell one from the other, but by `trial.public`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from typing import Any, Self

from autograder.errors import CheckFailed
from autograder.kit.asking import KINDS, Ask, Problem, Record
from autograder.kit.compare import agrees
from autograder.kit.compare import evidence as numbers_of
from autograder.kit.draw import Draw
from autograder.kit.forms import expect_records

Question = Callable[[Draw], Sequence[Problem]]
Look = Callable[["Trial"], None]
# In a problem: the right results of the function of a task before, one row for each sample.
KNOWN = "known"


class Check:
    """One thing that must hold; without `points` it is looked at in public alone."""

    def __init__(
        self,
        name: str,
        title: str,
        look: Look,
        *,
        points: float | None = None,
        needs: Sequence[str] = (),
    ) -> None:
        self.name, self.title, self.look = name, title, look
        self.points, self.needs = points, tuple(needs)


class Task:
    """One task: its asks by name ("" is the usual one), its questions, and its checks in order."""

    def __init__(
        self,
        *,
        asks: Mapping[str, Ask],
        checks: Sequence[Check],
        questions: Mapping[str, Question],
        kinds: Mapping[str, Mapping[str, type]] | None = None,
        untold: Sequence[str] = (),
    ) -> None:
        """Say what is asked; of the questions in `untold` no answer is told in public."""
        self.asks, self.checks, self.questions = asks, tuple(checks), questions
        self.kinds, self.untold = {"": KINDS, **(kinds or {})}, tuple(untold)

    def ask(
        self, notebook: Any, how: str, problems: Sequence[Problem], device: str
    ) -> list[Record]:
        """Put the problems to the student's code; runs beside it."""
        return self.asks[how](notebook, problems, device)


class Trial:
    """One student's code under the checks of one task; raises what ends a check.

    What is common to both is here; a trial in public and a hidden one say where numbers come from
    (`draw`), what the code tells (`told`), and what is right and wrong (`truths`, `known`,
    `diagnose`). They find a question or an ask by its name in the whole task (`named`).
    """

    public: bool
    devices: tuple[str, ...] = ("cpu",)
    # The precisions that a check of these asks about.
    dtypes: tuple[Any, ...]
    # A problem on data that students know, to draw what they got beside what is right.
    shown: Problem | None = None
    # What to catch where an exception of the student's code tells something.
    raised: tuple[type[Exception], ...]

    def __init__(self, task: Task) -> None:
        self.task = task
        self._part, self._knowing = "", False

    def draw(self, name: str) -> Draw:
        """Return where the numbers for the question of this name come from."""
        raise NotImplementedError

    def told(self, how: str, problems: Sequence[Problem], device: str) -> list[Record]:
        """Return what the task's ask `how` tells of the problems, as plain data."""
        raise NotImplementedError

    def truths(self, name: str, problems: Sequence[Problem]) -> list[Any]:
        """Return what is right for each problem of a question."""
        raise NotImplementedError

    def known(self, name: str, problems: Sequence[Problem]) -> list[Any]:
        """Return what the function of the task before should give there; see `helping`."""
        raise NotImplementedError

    def diagnose(
        self, name: str, problems: Sequence[Problem], answers: Sequence[Any], part: int | None
    ) -> str | None:
        """Return the id of the one mistake that explains all answers to a question, or None."""
        raise NotImplementedError

    def words(self, error: Exception) -> tuple[str, str]:
        """Return the type's name and the text of an exception that is one of `raised`."""
        raise NotImplementedError

    def rtol(self) -> float | None:
        """Return how far a right answer may lie from a truth; None: as its dtype says."""
        return None

    def failed(
        self,
        message: str,
        *,
        diagnosis: str | None = None,
        hint: str = "",
        answer: Any = None,
        truth: Any = None,
        picture: Any = None,  # noqa: ARG002  # inputs that are hidden are in no picture
        evidence: Mapping[str, Any] | None = None,
        given: Problem | None = None,  # noqa: ARG002
    ) -> CheckFailed:
        """Return what to raise: a mistake was found, in the problem `given`.

        Numbers, and what was given, are shown as far as they may be.
        """
        numbers = {} if truth is None else numbers_of(answer, truth)
        told = {**numbers, **(evidence or {})}
        return CheckFailed(message, diagnosis=diagnosis, hint=hint, evidence=told)

    def expect(self, holds: bool, message: str, diagnosis: str | None = None, **told: Any) -> None:
        """Raise what `failed` returns unless something holds."""
        if not holds:
            raise self.failed(message, diagnosis=diagnosis, **told)

    def part(self, name: str, task: Task) -> Self:
        """Return the trial under the checks of one part of its task; see `together`."""
        other = copy(self)
        other.task, other._part = task, name
        return other

    def knowing(self) -> Self:
        """Return the trial whose problems tell what the function of the task before gives."""
        other = copy(self)
        other._knowing = True
        return other

    def named(self, name: str) -> str:
        """Return what a question or an ask of this part is called in the whole task."""
        return "_".join(filter(None, (self._part, name)))

    def ask(self, problems: Sequence[Problem], how: str = "", device: str = "cpu") -> list[Record]:
        """Return one record for each problem, with a value of each kind that the ask promises.

        The usual ask promises KINDS, another one what stands in the task's `kinds`.
        """
        if self._knowing and not self.public and not all(KNOWN in given for given in problems):
            problems = self._with_known("", problems)  # those that are of no question
        found = self.told(how, problems, device)
        return expect_records(found, len(problems), **self.task.kinds.get(how, {}))

    def look(self, name: str) -> None:
        """Run another check of the task, whose fault then is one of this check."""
        next(check for check in self.task.checks if check.name == name).look(self)

    def problems(self, name: str) -> list[Problem]:
        """Return the problems of a question: drawn anew each time, or the fixed ones."""
        problems = list(self.task.questions[name](self.draw(name)))
        return self._with_known(name, problems) if self._knowing else problems

    def round(self, name: str, how: str = "", device: str = "cpu") -> Round:
        """Put a question to the student's code."""
        problems = self.problems(name)
        return Round(self, name, problems, self.ask(problems, how, device))

    def _with_known(self, name: str, problems: Sequence[Problem]) -> list[Problem]:
        pairs = zip(problems, self.known(name, problems), strict=True)
        return [{**given, KNOWN: list(known)} for given, known in pairs]


class Round:
    """A question as it was put, what was told of each problem, and what is right."""

    def __init__(
        self, trial: Trial, name: str, problems: Sequence[Problem], records: list[Record]
    ) -> None:
        self.trial, self.name, self.problems, self.records = trial, name, problems, records

    @property
    def truths(self) -> list[Any]:
        """What is right for each problem."""
        return self.trial.truths(self.name, self.problems)

    def first_wrong(self, answers: Sequence[Any], part: int | None = None) -> int | None:
        """Return the first problem, from 0, whose answer (or `part` of it) is not right."""
        for place, (answer, truth) in enumerate(zip(answers, self.truths, strict=True)):
            if not agrees(of(answer, part), of(truth, part), rtol=self.trial.rtol()):
                return place
        return None

    def diagnose(self, answers: Sequence[Any], part: int | None = None) -> str | None:
        """Return the id of the one mistake that explains all answers, or None.

        With a `part` the whole answers are looked at first, then that part of them alone.
        """
        named = self.trial.diagnose(self.name, self.problems, answers, None)
        if named is None and part is not None:
            named = self.trial.diagnose(self.name, self.problems, answers, part)
        return named

    def expect(
        self,
        answers: Sequence[Any],
        message: str,
        *,
        part: int | None = None,
        otherwise: Callable[[], str | None] = lambda: None,
        hint: Callable[[Any, Any], str] = lambda *_: "",
        picture: Callable[[Any, Any], Any] = lambda *_: None,
    ) -> None:
        """Raise CheckFailed with `message` unless the answers, or one part of each, are right.

        Where no known mistake explains them, `otherwise` may; and where nothing does, `hint` of all
        answers and truths asks something.
        """
        wrong = self.first_wrong(answers, part)
        if wrong is None:
            return
        truths = self.truths
        diagnosis = self.diagnose(answers, part) or otherwise()
        mine, right = ([of(one, part) for one in each] for each in (answers, truths))
        raise self.trial.failed(
            message,
            diagnosis=diagnosis,
            hint="" if diagnosis else hint(mine, right),
            answer=mine[wrong],
            truth=right[wrong],
            picture=picture(answers[wrong], truths[wrong]) if self.trial.public else None,
            given=self.problems[wrong],
        )


def of(answer: Any, part: int | None) -> Any:
    """Return one part of an answer, or all of it."""
    return answer if part is None else answer[part]
