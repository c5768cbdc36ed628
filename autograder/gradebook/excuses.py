"""Who is excused from an assignment: excused.csv in the course folder.

nbgrader's gradebook knows no excuses. A line is a decision of a person, who may edit the file.
"""

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from autograder.course import Assignment, Course
from autograder.errors import CourseError, StorageError
from autograder.files import write_atomic

_COLUMNS = ("assignment", "student", "by", "when", "reason")


class Excuse(NamedTuple):
    """One line of excused.csv."""

    assignment: str
    student: str
    by: str
    when: str
    reason: str


def excused(course: Course, assignment: Assignment) -> dict[str, Excuse]:
    """Return the excuses from an assignment, by student; raise CourseError for a damaged file."""
    return {one.student: one for one in _read(course) if one.assignment == assignment.id}


def excuse(course: Course, new: Iterable[Excuse]) -> None:
    """Add excuses; one that a student has for the assignment already is replaced."""
    added = list(new)
    _write(course, [*_without(_read(course), added), *added])


def withdraw(course: Course, assignment: Assignment, students: Iterable[str]) -> list[str]:
    """Take excuses back; return the students who had one."""
    had = [name for name in students if name in excused(course, assignment)]
    gone = [Excuse(assignment.id, name, "", "", "") for name in had]
    if gone:
        _write(course, _without(_read(course), gone))
    return had


def _without(there: list[Excuse], gone: Iterable[Excuse]) -> list[Excuse]:
    whose = {(one.assignment, one.student) for one in gone}
    return [one for one in there if (one.assignment, one.student) not in whose]


def _path(course: Course) -> Path:
    return course.root / "excused.csv"


def _read(course: Course) -> list[Excuse]:
    path = _path(course)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return []
    except OSError as error:
        raise StorageError(path, error) from None
    except UnicodeDecodeError:
        raise CourseError("is not in UTF-8", file=path, line=1, remedy="save it as UTF-8") from None
    rows = csv.DictReader(io.StringIO(text))
    lacking = [name for name in _COLUMNS[:2] if name not in (rows.fieldnames or ())]
    if text.strip() and lacking:
        raise CourseError(
            f"has no column `{lacking[0]}`",
            file=path,
            line=1,
            remedy=f"begin it with the line {','.join(_COLUMNS)}",
        )
    return [Excuse(*(row.get(name) or "" for name in _COLUMNS)) for row in rows]


def _write(course: Course, excuses: Iterable[Excuse]) -> None:
    stream = io.StringIO()
    lines = csv.writer(stream, lineterminator="\n")
    lines.writerow(_COLUMNS)
    lines.writerows(sorted(excuses))
    try:
        write_atomic(_path(course), stream.getvalue().encode())
    except OSError as error:
        raise StorageError(_path(course), error) from None
