"""The reports that a run replaces, kept so that it can be seen and undone.

autograded/.history/<assignment>/<run>/<student>/report.json is the report as it was before the run
of that name. Kept are the last runs that changed anything.
"""

import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from autograder.course import Assignment, Course
from autograder.errors import StorageError, UsageError
from autograder.files import write_atomic
from autograder.model import GradeReport
from autograder.runs.changes import Change, change

_RUNS = 20
_REPORT = "report.json"


class History:
    """Keeps what one run replaces; a context manager that leaves nothing where nothing changed."""

    def __init__(self, course: Course, assignment: Assignment) -> None:
        self._course = course
        self._assignment = assignment
        self._runs = history_folder(course, assignment)
        self._folder = self._runs / _new_name(course, self._runs)

    def __enter__(self) -> "History":
        return self

    def __exit__(self, *_: object) -> None:
        for folder in (self._folder, self._runs, self._runs.parent):
            with suppress(OSError):
                folder.rmdir()  # only where nothing is in it
        for old in runs(self._course, self._assignment)[:-_RUNS]:
            shutil.rmtree(self._runs / old, ignore_errors=True)

    @property
    def run(self) -> str | None:
        """The name under which this run can be undone, None where it has changed nothing."""
        return self._folder.name if self._folder.is_dir() else None

    def keep(self, student_id: str) -> None:
        """Keep the report that is about to be replaced; idempotent. Raises StorageError."""
        kept = self._folder / student_id / _REPORT
        folder = self._course.autograded_dir(student_id, self._assignment)
        try:
            if not kept.exists() and (folder / _REPORT).is_file():
                write_atomic(kept, (folder / _REPORT).read_bytes())
        except OSError as error:
            raise StorageError(kept, error) from None

    def replaced(self, report: GradeReport) -> tuple[GradeReport, Change] | None:
        """Return the report that `report` replaces, and how it differs; forget one that does not.

        None where there was none, or none that can be read.
        """
        folder = self._folder / report.student_id
        before = _read(folder / _REPORT)
        found = None if before is None else change(before, report)
        if before is None or found is None:
            shutil.rmtree(folder, ignore_errors=True)
            return None
        return before, found


def history_folder(course: Course, assignment: Assignment) -> Path:
    """Return the folder with one folder for each run that is kept."""
    return course.root / "autograded" / ".history" / assignment.id


def runs(course: Course, assignment: Assignment) -> list[str]:
    """Return the names of the runs that are kept, the oldest first."""
    folder = history_folder(course, assignment)
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def kept_by(course: Course, assignment: Assignment, run: str) -> list[GradeReport]:
    """Return the reports as they were before a run; raise UsageError where it is not kept."""
    known = runs(course, assignment)
    if run not in known:
        have = f"kept are {', '.join(known)}" if known else "no run has changed any report"
        raise UsageError(
            f"no run {run!r} of {assignment.id} is kept; {have}",
            remedy="give one of these names" if known else "there is nothing to go back to",
        )
    folders = sorted((history_folder(course, assignment) / run).iterdir())
    found = (_read(folder / _REPORT) for folder in folders)
    return [report for report in found if report is not None]


def earlier(course: Course, assignment: Assignment, student_id: str) -> list[GradeReport]:
    """Return the kept reports of one student, the oldest first."""
    folder = history_folder(course, assignment)
    found = (_read(folder / run / student_id / _REPORT) for run in runs(course, assignment))
    return [report for report in found if report is not None]


def _new_name(course: Course, folder: Path) -> str:
    name = datetime.now(ZoneInfo(course.timezone)).strftime("%Y-%m-%d_%H%M%S")
    taken = len(list(folder.glob(f"{name}*")))
    return f"{name}-{taken}" if taken else name


def _read(path: Path) -> GradeReport | None:
    try:
        return GradeReport.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
