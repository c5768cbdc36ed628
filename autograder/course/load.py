"""Reads course.yml, and says in plain words, with the line, what is wrong with it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from autograder.course.faults import Fault, Models, as_error, not_valid, unknown
from autograder.course.late import LatePolicy
from autograder.course.schema import (
    DIAGNOSES,
    Assignment,
    ByHand,
    Course,
    CourseFile,
    Execution,
    FeedbackPolicy,
    Publishing,
    Targets,
    Task,
)
from autograder.course.yamlfile import Loc, read_yaml
from autograder.errors import CourseError, UsageError

_MODELS: Models = {
    "": CourseFile,
    "assignments": Assignment,
    "tasks": Task,
    "by_hand": ByHand,
    "targets": Targets,
    "late": LatePolicy,
    "execution": Execution,
    "feedback": FeedbackPolicy,
    "publish": Publishing,
}


def find_course_root(start: Path) -> Path:
    """Return the nearest folder with a course.yml, from `start` upwards."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / "course.yml").exists():
            return folder
    raise UsageError(
        f"there is no course.yml in {start} or above it",
        remedy="run this in a course folder, or name one with --course",
    )


def load_course(root: Path) -> Course:
    """Read the course in the folder `root`: course.yml, and what it says itself beside it.

    Raises CourseError that names file and line: of the first fault as its `line`, and of all
    faults in its text.
    """
    # Not for a student's `check`, which loads no course: models take milliseconds to make.
    from autograder.course.content import read_diagnoses, read_passages

    root = root.resolve()
    file = read_yaml(root / "course.yml")
    if not isinstance(file.data, dict):
        what = (
            "is empty" if file.data is None else "must hold keys and values, such as `id: pytorch`"
        )
        remedy = "begin with `id: ...` and `title: ...`"
        raise CourseError(what, file=file.path, line=1, remedy=remedy)
    try:
        content = CourseFile.model_validate(file.data, context={"timezone": _timezone(file.data)})
    except ValidationError as error:
        details = error.errors(include_url=False)
        # A name that is made of a bad id is bad as well, and stands nowhere in the file.
        made = "string_pattern_mismatch"
        stated = [one for one in details if one["type"] != made or one["loc"] in file.lines]
        raise not_valid(stated, file, _MODELS) from None
    course = Course.model_construct(root=root, diagnoses=read_diagnoses(root), **dict(content))
    if faults := [*_contradictions(course), *_missing_files(course)]:
        raise as_error(faults, file)
    return course.model_copy(update={"passages": read_passages(course)})


def _timezone(data: dict[str, Any]) -> ZoneInfo:
    # Times are read in it; where it is wrong, its own field says so.
    try:
        return ZoneInfo(data["timezone"])
    except Exception:
        return ZoneInfo("UTC")


def _contradictions(course: Course) -> Iterator[Fault]:
    """Yield what is well-formed but cannot be meant."""
    yield from _duplicates(course)
    feedback = course.feedback
    if not feedback.after_due.includes(feedback.before_due):
        yield Fault(
            ("feedback", "before_due"),
            f"students see more before the due time ({feedback.before_due}) than after it"
            f" ({feedback.after_due})",
            "swap the two?",
        )
    for diagnosis in course.credit:
        if diagnosis not in course.catalogue:
            loc, otherwise = ("credit", diagnosis), f"add it to {DIAGNOSES}"
            yield unknown(loc, "diagnosis", diagnosis, course.catalogue, otherwise)
    for i, assignment in enumerate(course.assignments):
        here: Loc = ("assignments", i)
        if assignment.due <= assignment.release:
            yield Fault(
                (*here, "due"), f"'{assignment.id}' is due before it is released", "swap the times?"
            )
        total = sum(part.points for part in assignment.parts)
        if abs(total - assignment.points) > 1e-9:
            yield Fault(
                (*here, "points"),
                f"task points add up to {total:g}, but the assignment '{assignment.id}' says "
                f"{assignment.points:g}",
                "change the points of a task or of the assignment",
            )


def _duplicates(course: Course) -> Iterator[Fault]:
    # Without case: folders of both spellings are one folder on macOS and Windows.
    named: list[tuple[Loc, object, str]] = []
    for i, assignment in enumerate(course.assignments):
        here: Loc = ("assignments", i)
        named.append(((*here, "id"), assignment.id.casefold(), f"assignment '{assignment.id}'"))
        named.append(((*here, "week"), assignment.week, f"week {assignment.week}"))
        for j, task in enumerate(assignment.tasks):
            place = (assignment.id, task.id.casefold())
            named.append(((*here, "tasks", j, "id"), place, f"task '{task.id}' of {assignment.id}"))
            cell = (place[0], f"check_{place[1]}")
            named.append(((*here, "tasks", j, "id"), cell, f"`check_{task.id}` of {assignment.id}"))
        for j, part in enumerate(assignment.by_hand):
            place = (assignment.id, part.id.casefold())
            named.append(((*here, "by_hand", j, "id"), place, f"`{part.id}` of {assignment.id}"))
    seen: set[object] = set()
    for loc, key, name in named:
        if key in seen:
            yield Fault(loc, f"{name} appears here twice", "give each its own")
        seen.add(key)


def _missing_files(course: Course) -> Iterator[Fault]:
    """Yield the files that an assignment names and that do not exist; a draft needs none."""
    for i, assignment in enumerate(course.assignments):
        if assignment.draft:
            continue
        here: Loc = ("assignments", i)
        remedy = "write it, or mark the assignment `draft: true`"
        source = course.source_notebook(assignment)
        if not source.is_file():
            where = source.relative_to(course.root)
            yield Fault((*here, "notebook"), f"the notebook {where} does not exist", remedy)
        for j, task in enumerate(assignment.tasks):
            grader = course.graders_dir(assignment) / task.grader
            if not grader.is_file():
                where = grader.relative_to(course.root)
                yield Fault(
                    (*here, "tasks", j, "grader"), f"the grader {where} does not exist", remedy
                )
