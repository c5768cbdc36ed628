"""public_checks.json: what is right on the public inputs, and what each known mistake answers.

    {"format": 2, "assignment": "adaline", "week": 4, "packages": [...], "cells": [...], "tasks": {
        "manual_gradient": {"title": "The gradient by hand", "known": {
            "gradients": {"truth": [answer, ...],
                          "mistakes": [["gradient-half", [answer, ...]], ...]}}}},
     "hints": {"relu-slope": [hint, ...], ...},
     "lectures": {"“Training”: the end": ["manual_gradient", "no-zero-grad"], ...}}

There is one answer for each public problem, nested lists of numbers; `null` in a mistake's stands
for what is right there, as most of many an answer is. The numbers come of the
grader's own hypotheses, so a student is told what the grader would say; the code of a hypothesis
stays with the grader. `cells` are those of the released notebook that have a grade_id, so that a
preflight puts back what grading puts back; `packages` are those that course.yml promises. `hints`
are those that the course words itself, by diagnosis, and `lectures` say which part of a lecture to
look at again after which task or diagnosis.
"""

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import numpy as np
import torch

from autograder.kit import compare

FORMAT = 2
DIGITS = 7  # what a float32 knows
TINY = 1e-13  # what is left where numbers cancel is rounding, which differs by processor
RTOL = 1e-5  # far above what rounding to these digits does, far below the smallest mistake

Problem = TypeVar("Problem")


@dataclass(frozen=True)
class Known:
    """What is known of one question: the right answer to each public problem, and wrong ones."""

    truth: tuple[Any, ...]
    mistakes: tuple[tuple[str, tuple[Any, ...]], ...] = ()
    helped: tuple[Any, ...] = ()  # what the function of the task before gives there

    def first_wrong(self, answers: Sequence[Any], part: int | None = None) -> int | None:
        """Return the first problem, from 0, whose answer (or `part` of it) is not the truth."""
        for place, (answer, truth) in enumerate(zip(answers, self.truth, strict=True)):
            if not compare.agrees(_part(answer, part), _part(truth, part), rtol=RTOL):
                return place
        return None

    def diagnose(self, answers: Sequence[Any], part: int | None = None) -> str | None:
        """Return the one mistake that answers every problem so; by `part` alone if need be."""
        found = self._fitting(answers, None)
        return found if found or part is None else self._fitting(answers, part)

    def _fitting(self, answers: Sequence[Any], part: int | None) -> str | None:
        def answered(place: int, given: tuple[Any, ...]) -> Any:
            return _part(given[place], part)

        return compare.diagnose(
            range(len(answers)),
            [_part(answer, part) for answer in answers],
            [
                (name, lambda place, given=given: answered(place, given))  # type: ignore[misc]
                for name, given in self.mistakes
            ],
            rtol=RTOL,
        )


@dataclass(frozen=True)
class Table:
    """What public_checks.json says of one task; `table["gradients"]` is one question's answers."""

    title: str = ""
    known: Mapping[str, Known] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Known:
        return self.known[name]


@dataclass(frozen=True)
class TableFile:
    """A whole public_checks.json; `cells` as in a notebook's JSON, none in an older file."""

    assignment: str
    week: int
    tasks: Mapping[str, Table]
    cells: Sequence[Mapping[str, Any]] = ()
    packages: Sequence[str] = ()
    hints: Mapping[str, Sequence[str]] = field(default_factory=dict)
    passages: Mapping[str, str] = field(default_factory=dict)  # by task or diagnosis


def known(
    problems: Iterable[Problem],
    truth: Callable[[Problem], Any],
    hypotheses: Iterable[tuple[str, Callable[[Problem], Any]]] = (),
    helper: Callable[[Problem], Any] | None = None,
) -> Known:
    """Work out the answers to `problems`; for the hidden side, when a release is built."""
    problems = list(problems)
    right = tuple(_numbers(truth(problem)) for problem in problems)
    wrong = [
        (name, tuple(_numbers(mistake(problem)) for problem in problems))
        for name, mistake in hypotheses
    ]
    # A form of a mistake that these problems do not show, and one that is there twice, tell
    # nothing; neither does one that leaves the finite numbers. Which are there must not depend on
    # a processor's rounding.
    telling: list[tuple[str, tuple[Any, ...]]] = []
    for name, given in wrong:
        if not _finite(given) or _all_agree(given, right):
            continue
        if not any(name == one and _all_agree(given, answers) for one, answers in telling):
            telling.append((name, given))
    helped = () if helper is None else tuple(_numbers(helper(problem)) for problem in problems)
    return Known(right, tuple(telling), helped)


def encode(file: TableFile) -> bytes:
    """Return public_checks.json; the same answers give the same bytes."""
    content = {
        "format": FORMAT,
        "assignment": file.assignment,
        "week": file.week,
        "packages": file.packages,
        "cells": file.cells,
        "tasks": {
            task: {
                "title": table.title,
                "known": {
                    name: {
                        "truth": one.truth,
                        "mistakes": [
                            (mistake, [*map(_sparse, given, one.truth)])
                            for mistake, given in one.mistakes
                        ],
                        **({"helped": one.helped} if one.helped else {}),
                    }
                    for name, one in sorted(table.known.items())
                },
            }
            for task, table in file.tasks.items()
        },
        "hints": file.hints,
        "lectures": inverted(file.passages),
    }
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return f"{text}\n".encode()


def inverted(passages: Mapping[str, str]) -> dict[str, list[str]]:
    """Return which tasks and diagnoses lead to each passage."""
    found: dict[str, list[str]] = {}
    for name, passage in passages.items():
        found.setdefault(passage, []).append(name)
    return found


def same(one: bytes, other: bytes) -> bool:
    """Say whether two tables tell the same, up to what two machines' arithmetic differs in.

    Raises ValueError where one of them is no table.
    """
    a, b = decode(one), decode(other)
    if replace(a, tasks={}) != replace(b, tasks={}) or [*a.tasks] != [*b.tasks]:
        return False
    return all(_same_task(task, b.tasks[name]) for name, task in a.tasks.items())


def _same_task(one: Table, other: Table) -> bool:
    return (one.title, [*one.known]) == (other.title, [*other.known]) and all(
        _same_known(known, other.known[name]) for name, known in one.known.items()
    )


def _same_known(one: Known, other: Known) -> bool:
    if [name for name, _ in one.mistakes] != [name for name, _ in other.mistakes]:
        return False
    answers = [(one.truth, other.truth), (one.helped, other.helped)]
    answers += [(a, b) for (_, a), (_, b) in zip(one.mistakes, other.mistakes, strict=True)]
    return all(_all_agree(a, b) for a, b in answers)


def _all_agree(answers: Sequence[Any], others: Sequence[Any]) -> bool:
    """Whether answers to the same problems are alike, as a student's is like the truth."""
    return len(answers) == len(others) and all(
        compare.agrees(answer, other, rtol=RTOL)
        for answer, other in zip(answers, others, strict=True)
    )


def decode(data: bytes) -> TableFile:
    """Return what a public_checks.json holds. Raises ValueError."""
    content = _content(data)
    try:
        tables = {
            task: Table(
                table["title"],
                {
                    name: Known(
                        tuple(one["truth"]),
                        tuple((mistake, tuple(given)) for mistake, given in one["mistakes"]),
                        tuple(one.get("helped", ())),
                    )
                    for name, one in table["known"].items()
                },
            )
            for task, table in content["tasks"].items()
        }
        week, cells = int(content.get("week", 0)), content.get("cells", [])
        packages, hints = content.get("packages", []), content.get("hints", {})
        lectures = content.get("lectures", {}).items()
        passages = {name: passage for passage, names in lectures for name in names}
        assignment = str(content["assignment"])
        return TableFile(assignment, week, tables, cells, packages, hints, passages)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("it is not as it was released") from error


def _content(data: bytes) -> dict[str, Any]:
    """Return a table's JSON with every answer in full. Raises ValueError."""
    try:
        content: dict[str, Any] = json.loads(data)
        if content["format"] != FORMAT:
            raise ValueError("it was made for another version of this package")
        for task in content["tasks"].values():
            for one in task["known"].values():
                one["mistakes"] = [
                    [mistake, [*map(_full, given, one["truth"])]]
                    for mistake, given in one["mistakes"]
                ]
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("it is not as it was released") from error
    return content


def _sparse(answer: Any, truth: Any) -> Any:
    """Return an answer with None for what is right in it."""
    if answer == truth:
        return None
    parts = isinstance(answer, Sequence) and isinstance(truth, Sequence)
    if parts and len(answer) == len(truth):
        return [*map(_sparse, answer, truth)]
    return answer


def _full(answer: Any, truth: Any) -> Any:
    """Return what `_sparse` was given."""
    if answer is None:
        return truth
    # Each check of a notebook waits for some ten thousand of these: so plain types are asked for.
    if type(answer) is list and type(truth) is list and len(answer) == len(truth):
        return [*map(_full, answer, truth)]
    return answer


def _part(answer: Any, part: int | None) -> Any:
    return answer if part is None else answer[part]


def _numbers(answer: Any) -> Any:
    """Return an answer as nested tuples of numbers, cut to so many digits; none is -0."""
    if isinstance(answer, torch.Tensor | np.ndarray | np.generic):
        answer = answer.tolist()
    if isinstance(answer, Sequence):
        return tuple(_numbers(part) for part in answer)
    if isinstance(answer, int):
        return answer
    return 0.0 if abs(answer) < TINY else float(f"{answer:.{DIGITS}g}")


def _finite(answer: Any) -> bool:
    if isinstance(answer, tuple):
        return all(map(_finite, answer))
    return math.isfinite(answer)
