"""Where a new assignment goes: what it may be called, what it fills, and how all is taken back."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from autograder.course import Assignment, Course
from autograder.course.values import SafeName
from autograder.errors import StorageError, UsageError
from autograder.files import write_atomic


def folders_of(course: Course, name: str) -> list[Path]:
    """Return the folders that an assignment fills: source, release, solutions, graders, known."""
    tests = course.root / "tests"
    built = [course.root / part / name for part in ("source", "release", "solutions")]
    return [*built, tests / "graders" / name, tests / "submissions" / name]


def check_place(course: Course, name: str, week: int, title: str) -> None:
    """Raise UsageError where an assignment of this name, week and title cannot be made."""
    try:
        TypeAdapter(SafeName).validate_python(name)
    except ValidationError:
        raise UsageError(
            f"{name[:80]!r} cannot be an assignment's id",
            remedy="use letters, digits, - and _, beginning with a letter or digit",
        ) from None
    if not title.isprintable() or len(title) > 200 or not title.strip():
        raise UsageError("the title must be one line of at most 200 characters")
    for other in course.assignments:
        _check_other(other, name, week)
    for folder in folders_of(course, name):
        if os.path.lexists(folder):
            raise UsageError(f"{folder} is there already", remedy="remove it, or choose another id")


def _check_other(other: Assignment, name: str, week: int) -> None:
    # Without case: folders of both spellings are one folder on macOS and Windows.
    if other.id.casefold() == name.casefold():
        raise UsageError(f"course.yml has an assignment {other.id}", remedy="choose another id")
    if other.week == week:
        raise UsageError(
            f"week {week} is that of {other.id}", remedy="choose another one with --week"
        )


@contextmanager
def all_or_nothing(course: Course, folders: list[Path]) -> Iterator[None]:
    """Put course.yml back and remove the folders where what is done meanwhile fails.

    Raises StorageError where the disk is why.
    """
    path = course.root / "course.yml"
    before = path.read_bytes()
    try:
        yield
    except BaseException as error:
        for folder in folders:  # first: on a full disk that makes room
            shutil.rmtree(folder, ignore_errors=True)
        if path.read_bytes() != before:
            write_atomic(path, before)
        if isinstance(error, OSError):
            raise StorageError(Path(error.filename or course.root), error) from None
        raise
