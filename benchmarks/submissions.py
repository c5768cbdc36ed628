"""A seeded class: distinct notebooks, as many right and wrong ones as in a course.

Each task of a hand-in is the solution, a right answer written otherwise or a typical mistake, all
from tests/submissions/adaline/. No hand-in is hostile, and none runs on for ever.
"""

import importlib.util
import random
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

import nbformat

from autograder.authoring.known import KnownSubmission, all_known
from autograder.course import Course, load_course

ROOT = Path(__file__).resolve().parent.parent
ASSIGNMENT = "adaline"

# How many tasks of a hand-in are wrong: half a class has everything right.
_WRONG_TASKS = (0, 0, 0, 0, 0, 1, 1, 1, 1, 2)


@dataclass(frozen=True)
class Submission:
    """One notebook; `mistakes` names what is wrong with it, nothing where all is right.

    It is put together when its `content` is asked for: 5,000 of them would fill a gigabyte.
    """

    student: str
    mistakes: tuple[str, ...]
    cells: Mapping[str, str]
    material: Any = field(compare=False, repr=False)

    @property
    def content(self) -> bytes:
        """Return the notebook as it is handed in."""
        text: str = nbformat.writes(self.material.notebook(self.cells))
        return f"{text}\n".encode()


class ClassOfStudents:
    """Makes the hand-ins of a class; the same seed gives the same class, however many are asked."""

    def __init__(self, seed: int = 1) -> None:
        self.course = load_course(ROOT)
        self._seed = seed
        assignment = self.course.assignment(ASSIGNMENT)
        self._tasks = [task.id for task in assignment.tasks]
        known = all_known(self.course, assignment)
        self._choices = {task: _choices(known, task) for task in self._tasks}

    @cached_property
    def _sample(self) -> ModuleType:
        return _sample_class(self.course)

    @cached_property
    def _material(self) -> Any:
        return self._sample.Material(self.course, self.course.assignment(ASSIGNMENT))

    def submissions(self, count: int) -> Iterator[Submission]:
        """Yield so many hand-ins, no two of them alike."""
        draw = random.Random(self._seed)
        seen: set[tuple[str, ...]] = set()
        while len(seen) < count:
            picked = self._pick(draw)
            names = tuple(known.name if known else "" for known in picked)
            if names not in seen:
                seen.add(names)
                yield self._submission(f"student-{len(seen):04}", picked)

    def solved(self) -> Submission:
        """Return the solution as a hand-in."""
        return Submission("solved", (), {}, self._material)

    def endless(self) -> Submission:
        """Return a hand-in that is right but for one task, which never returns."""
        cells = {"backward_loop": self._sample.ENDLESS}
        return Submission("endless", ("endless loop",), cells, self._material)

    def _pick(self, draw: random.Random) -> list[KnownSubmission | None]:
        wrong = draw.sample(self._tasks, draw.choice(_WRONG_TASKS))
        return [draw.choice(self._choices[task][1 if task in wrong else 0]) for task in self._tasks]

    def _submission(self, student: str, picked: list[KnownSubmission | None]) -> Submission:
        chosen = [known for known in picked if known]
        cells: dict[str, str] = {}
        for known in chosen:
            cells |= self._material.cells(known)
        mistakes = tuple(known.name for known in chosen if known.kind == "mistake")
        return Submission(student, mistakes, cells, self._material)


def _choices(
    known: list[KnownSubmission], task: str
) -> tuple[list[KnownSubmission | None], list[KnownSubmission | None]]:
    """Return the right and the wrong answers to a task; None is the solution itself."""
    mine = [submission for submission in known if list(submission.cells) == [task]]
    right = [submission for submission in mine if submission.kind == "accepted"]
    # A mistake in one task that costs another one points would be counted for the wrong task.
    wrong = [submission for submission in mine if submission.fails == (task,)]
    return [None, *right], [*wrong]


def _sample_class(course: Course) -> ModuleType:
    """Return the module that makes the sample class; it belongs to no package."""
    path = course.root / "tests" / "submissions" / "sample_class.py"
    spec = importlib.util.spec_from_file_location("benchmarks_sample_class", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module
