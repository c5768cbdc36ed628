"""Mutants that lose no points because they are right: written down once, by their diff.

tests/submissions/<assignment>/survivors.toml:

    [[survivor]]
    task = "manual_gradient"
    why = "x and y have as many rows."
    diffs = ['''
    -         return 2 / len(y) * (yhat - y) @ x
    +         return 2 / len(x) * (yhat - y) @ x
    ''']

Each diff is a patch of the task's cell, as patch.py says, in the solution or in an accepted form of
it: the same one explains the same change in all of them.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from autograder.authoring.mutants.mutate import normal
from autograder.authoring.patch import Patch, parse
from autograder.course import Assignment, Course
from autograder.course.faults import Models, as_error, not_valid, unknown
from autograder.course.schema import Strict
from autograder.course.tomlfile import read_toml
from autograder.course.values import Text
from autograder.errors import CourseError

_Words = Annotated[str, Field(min_length=1, max_length=2000)]


class _Survivor(Strict):
    task: Text
    why: _Words
    diffs: Annotated[tuple[_Words, ...], Field(min_length=1)]


class _File(Strict):
    survivor: tuple[_Survivor, ...] = ()


_MODELS: Models = {"": _File, "survivor": _Survivor}


@dataclass(frozen=True)
class Survivor:
    """One change of a task's cell after which the answer is still right, and why."""

    task: str
    why: str
    patch: Patch
    diff: str
    line: int

    def result(self, source: str) -> str:
        """Return, as `normal` gives it, what this makes of a source; "" where it does not fit."""
        try:
            return normal(self.patch.apply(source))
        except CourseError:
            return ""


def survivors_file(course: Course, assignment: Assignment) -> Path:
    """Return where the survivors of an assignment are written down."""
    return course.known_submissions(assignment) / "survivors.toml"


def written_down(course: Course, assignment: Assignment) -> list[Survivor]:
    """Return the survivors that are written down; raise CourseError, with the line, for faults."""
    path = survivors_file(course, assignment)
    if not path.exists():
        return []
    file = read_toml(path)
    try:
        entries = _File.model_validate(file.data).survivor
    except ValidationError as error:
        raise not_valid(error.errors(include_url=False), file, _MODELS) from None
    tasks = [task.id for task in assignment.tasks]
    loc = [("survivor", place, "task") for place in range(len(entries))]
    faults = [
        unknown(where, "task", entry.task, tasks, f"known are {', '.join(tasks)}")
        for where, entry in zip(loc, entries, strict=True)
        if entry.task not in tasks
    ]
    if faults:
        raise as_error(faults, file)
    return [
        _survivor(entry, diff, path, file.line(where[:-1]))
        for where, entry in zip(loc, entries, strict=True)
        for diff in entry.diffs
    ]


def _survivor(entry: _Survivor, diff: str, path: Path, line: int) -> Survivor:
    patch = parse(diff.strip("\n"), path, line)
    if patch is None:
        remedy = "mark what goes with `- ` and what comes with `+ `"
        raise CourseError("a diff without a changed line", file=path, line=line, remedy=remedy)
    return Survivor(entry.task, entry.why, patch, diff.strip("\n"), line)
