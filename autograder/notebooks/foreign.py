"""Says of a hand-in that it is another week's notebook, or no week's, where it is."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.course import Assignment, Course
from autograder.errors import SubmissionError
from autograder.notebooks import owner_of, read_notebook, release_of

if TYPE_CHECKING:
    from autograder.notebooks import Release
    from autograder.notebooks.node import NotebookNode


def foreign(course: Course, assignment: Assignment, submitted: "NotebookNode") -> str:
    """Return whose cells are in a hand-in that has none of `assignment`'s, "" where it has some.

    It is a sentence for the student and the TA. Other releases that cannot be read are left out.
    """
    releases = {}
    for one in course.assignments:
        path = course.release_notebook(one)
        try:
            status = path.stat()
            releases[one.id] = _release(path, status.st_mtime_ns, status.st_size)
        except (OSError, SubmissionError):
            continue
    if assignment.id not in releases:
        return ""
    whose = owner_of(submitted, assignment.id, releases)
    if whose is None:
        return f"no cell of {_named(assignment)} is in it"
    if whose == assignment.id:
        return ""
    return f"its cells are those of {_named(course.assignment(whose))}, not of {_named(assignment)}"


def foreign_file(course: Course, assignment: Assignment, path: Path) -> str:
    """Return what `foreign` says of the notebook at `path`, "" also where it cannot be read."""
    try:
        return foreign(course, assignment, read_notebook(path))
    except SubmissionError:
        return ""


def _named(assignment: Assignment) -> str:
    return f"{assignment.id} (week {assignment.week}: {assignment.title})"


@lru_cache(maxsize=64)
def _release(path: Path, mtime_ns: int, size: int) -> "Release":  # noqa: ARG001
    return release_of(read_notebook(path))
