"""What a course says itself: diagnoses.toml and lectures.toml beside course.yml, both optional.

diagnoses.toml has a table for each diagnosis that is the course's own, or that it words otherwise
than the general catalogue:

    [relu-slope]
    sentence = "Your derivative leaves out the slope of relu."
    hints = ["How fast does relu itself rise, left and right of its corner?"]  # at most three

lectures.toml says which part of which lecture to look at again, by task and by diagnosis:

    [[lecture]]
    title = "Automatic differentiation"
    from_week = 3  # no earlier week leads to it

    [[lecture.part]]
    where = "the overview, where it says what a computation graph is"
    tasks = ["autograd/partials_by_hand"]
    diagnoses = ["relu-slope"]
    not_in = ["adaline"]  # assignments in which the diagnoses do not lead to it
"""

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from autograder.course.faults import Fault, Models, as_error, not_valid, unknown
from autograder.course.schema import (
    DIAGNOSES,
    LECTURES,
    Assignment,
    Course,
    Strict,
)
from autograder.course.tomlfile import TomlFile, read_toml
from autograder.course.values import Count, Text
from autograder.course.yamlfile import Loc
from autograder.diagnoses import Diagnosis

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

Passage = Annotated[str, Field(min_length=1, max_length=500)]


class _Diagnosis(Strict):
    sentence: Text
    hints: Annotated[tuple[Passage, ...], Field(max_length=3)] = ()


class _Part(Strict):
    where: Passage
    tasks: tuple[str, ...] = ()
    diagnoses: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()


class _Lecture(Strict):
    title: Text
    from_week: Count = 1
    part: Annotated[tuple[_Part, ...], Field(min_length=1)]


class _Lectures(Strict):
    lecture: Annotated[tuple[_Lecture, ...], Field(min_length=1)]


_OF_LECTURES: Models = {"": _Lectures, "lecture": _Lecture, "part": _Part}


def read_diagnoses(root: Path) -> dict[str, Diagnosis]:
    """Return the course's own diagnoses; raise CourseError, with the lines, for faults."""
    if not (root / DIAGNOSES).exists():
        return {}
    file = read_toml(root / DIAGNOSES)
    try:
        entries = TypeAdapter(dict[str, _Diagnosis]).validate_python(file.data)
    except ValidationError as error:
        raise not_valid(error.errors(include_url=False), file, {"": _Diagnosis}) from None
    remedy = "use small letters and digits, parted by -, such as relu-slope"
    odd = [name for name in entries if not _ID.fullmatch(name)]
    if odd:
        faults = [
            Fault((name,), f"{name!r} cannot be the id of a diagnosis", remedy) for name in odd
        ]
        raise as_error(faults, file)
    return {name: Diagnosis(entry.sentence, entry.hints) for name, entry in entries.items()}


def read_passages(course: Course) -> dict[str, dict[str, str]]:
    """Return which lecture's part helps, by assignment, and there by task or diagnosis.

    Raises CourseError, with the lines, for faults, and for ids that the course does not have.
    """
    if not (course.root / LECTURES).exists():
        return {}
    file = read_toml(course.root / LECTURES)
    try:
        lectures = _Lectures.model_validate(file.data).lecture
    except ValidationError as error:
        raise not_valid(error.errors(include_url=False), file, _OF_LECTURES) from None
    if faults := [*_contradictions(course, lectures, file)]:
        raise as_error(faults, file)
    return {week.id: _of_week(lectures, week) for week in course.assignments}


def _of_week(lectures: tuple[_Lecture, ...], week: Assignment) -> dict[str, str]:
    by_task: dict[str, str] = {}
    by_diagnosis: dict[str, str] = {}
    for lecture in lectures:
        for part in lecture.part:
            passage = f"“{lecture.title}”: {part.where}"
            by_task |= {
                task.id: passage for task in week.tasks if f"{week.id}/{task.id}" in part.tasks
            }
            if lecture.from_week <= week.week and week.id not in part.not_in:
                by_diagnosis |= dict.fromkeys(part.diagnoses, passage)
    return by_diagnosis | by_task


def _contradictions(
    course: Course, lectures: tuple[_Lecture, ...], file: TomlFile
) -> Iterator[Fault]:
    """Yield ids that the course does not have, and those that lead to two parts."""
    tasks = [f"{week.id}/{task.id}" for week in course.assignments for task in week.tasks]
    assignments = [week.id for week in course.assignments]
    kinds: dict[str, tuple[str, Collection[str], str]] = {
        "tasks": ("task", tasks, "write it as assignment/task, with the ids of course.yml"),
        "diagnoses": ("diagnosis", [*course.catalogue], f"add it to {DIAGNOSES}"),
        "not_in": ("assignment", assignments, "give an id of course.yml"),
    }
    first: dict[str, Loc] = {}
    for loc, kind, name in _named(lectures):
        what, known, otherwise = kinds[kind]
        if name not in known:
            yield unknown(loc, what, name, known, otherwise)
        elif kind != "not_in" and name in first:
            where = f"'{name}' leads to a part on line {file.line(first[name])} already"
            yield Fault(loc, where, "keep one of them")
        first.setdefault(name, loc)


def _named(lectures: tuple[_Lecture, ...]) -> Iterator[tuple[Loc, str, str]]:
    """Yield each id in lectures.toml with its place and the key that it stands under."""
    for i, lecture in enumerate(lectures):
        for j, part in enumerate(lecture.part):
            for kind in ("tasks", "diagnoses", "not_in"):
                for k, name in enumerate(getattr(part, kind)):
                    yield ("lecture", i, "part", j, kind, k), kind, name
