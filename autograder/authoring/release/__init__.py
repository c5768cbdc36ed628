"""Building what students get: source/<assignment>/ becomes release/ and solutions/.

    public_checks.py -> public: the answers to its inputs, worked out by the hidden side
    source notebook -> structure: does it fit course.yml and nbgrader's format?
                    -> convert:   nbgrader's own GenerateAssignment, in a temporary folder
                    -> leaks:     nothing of a solution or of a hidden grader is in it
                    -> replace:   the whole folder changes at once, or not at all
                    -> solve:     the same notebook with its solutions, run in a real kernel

Nothing is written below release/ before it has passed every check.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from autograder.authoring.release.convert import TaskStubs, convert
from autograder.authoring.release.leaks import check_leaks
from autograder.authoring.release.public import table_is_current, write_table
from autograder.authoring.release.replace import holds, replace_folder
from autograder.authoring.release.solve import is_current, solve
from autograder.authoring.release.source import Source, read_source
from autograder.authoring.release.structure import check_structure
from autograder.course import Assignment, Course
from autograder.errors import ReleaseError
from autograder.files import write_atomic
from autograder.public.load import TABLE

__all__ = [
    "Built",
    "TaskStubs",
    "build_release",
    "build_solution",
    "check_release",
    "released_files",
    "stale",
]


@dataclass(frozen=True)
class Built:
    """What one build left on disk; `changed` is False where it was up to date already."""

    path: Path
    changed: bool

    def __str__(self) -> str:
        return f"{self.path}: {'written' if self.changed else 'unchanged'}"


def build_release(course: Course, assignment: Assignment) -> Built:
    """Build release/<assignment>/ from source/<assignment>/.

    Raises ReleaseError, with the earlier release untouched, if the source does not fit course.yml
    or nbgrader, or if the result would hold a solution, a hidden test or an output.
    """
    folder = course.release_notebook(assignment).parent
    with _disk_errors(folder):
        _source(course, assignment)  # what is wrong with it is said before its table is made
        write_table(course, assignment)
        source, files = _converted(course, assignment)
        check_leaks(course, assignment, source, files)
        return Built(folder, replace_folder(folder, files))


def build_solution(course: Course, assignment: Assignment) -> Built:
    """Build solutions/<assignment>/<notebook>.ipynb: solved, executed, with its plots.

    Raises ReleaseError, with the earlier file untouched, if a cell raises or a check fails.
    """
    path = course.solution_notebook(assignment)
    with _disk_errors(path):
        _source(course, assignment)  # what is wrong with it is said before its table is made
        write_table(course, assignment)
        source, files = _converted(course, assignment)
        if is_current(path, source, files):
            return Built(path, changed=False)
        write_atomic(path, solve(source, files))
    return Built(path, changed=True)


def stale(course: Course, assignment: Assignment) -> list[Path]:
    """Return what of the release and the solution on disk is not what source/ gives now.

    Writes nothing. Raises ReleaseError as building them would.
    """
    return _stale(course, assignment, *_converted(course, assignment))


def released_files(course: Course, assignment: Assignment) -> dict[str, bytes]:
    """Return what students get, by name: what source/ gives, which is what lies in release/.

    Raises ReleaseError where release or solution on disk are others, or where anything that must
    stay hidden would be in it. What lies in release/ is compared, and never read for students.
    """
    source, files = _converted(course, assignment)
    check_leaks(course, assignment, source, files)
    for path in _stale(course, assignment, source, files):
        raise ReleaseError(
            f"{path} is not what source/ gives now",
            remedy=f"run `autograder release {assignment.id}`, and audit again",
        )
    return files


def _stale(
    course: Course, assignment: Assignment, source: Source, files: dict[str, bytes]
) -> list[Path]:
    folder = course.release_notebook(assignment).parent
    solution = course.solution_notebook(assignment)
    old = [] if table_is_current(course, assignment) else [source.folder / TABLE]
    old += [] if holds(folder, files) else [folder]
    return old if is_current(solution, source, files) else [*old, solution]


def check_release(course: Course, assignment: Assignment) -> None:
    """Raise ReleaseError if the release, as source/ gives it, holds what must stay hidden."""
    source, files = _converted(course, assignment)
    check_leaks(course, assignment, source, files)


def _converted(course: Course, assignment: Assignment) -> tuple[Source, dict[str, bytes]]:
    source = _source(course, assignment)
    return source, convert(source)


def _source(course: Course, assignment: Assignment) -> Source:
    source = read_source(course.source_notebook(assignment))
    check_structure(source, assignment)
    return source


@contextmanager
def _disk_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ReleaseError(
            f"{path} cannot be built: {error}",
            remedy="make room or give permission and build again; what was there is as it was",
        ) from error
