"""Reports on disk: autograded/<student>/<assignment>/report.json and the executed notebook."""

from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from autograder.course import Assignment, Course
from autograder.errors import ReportError, StorageError, SubmissionError
from autograder.files import check_writable, remove_parts, sync_folder, write_atomic
from autograder.grading.fingerprint import deciding, grader_sha256
from autograder.grading.placeholder import is_placeholder, placeholder
from autograder.model import GradeReport, Settings, Status, Submission
from autograder.notebooks import read_notebook

if TYPE_CHECKING:
    from autograder.notebooks.node import NotebookNode

_REPORT = "report.json"


def notebook_bytes(executed: "NotebookNode | None") -> bytes | None:
    """Return an executed notebook as it is written, None where there is none."""
    import nbformat  # slow to import, and the command itself reads reports alone

    # Unindented, which json does in C.
    return None if executed is None else nbformat.writes(executed, indent=None).encode()


def write_report(
    course: Course, assignment: Assignment, report: GradeReport, executed: bytes | None
) -> None:
    """Write a report, and the notebook as the sandbox executed it, or what stands there for it.

    Raises StorageError; what was there before is then still there, and never a new report beside
    an old notebook.
    """
    folder = course.autograded_dir(report.student_id, assignment)
    if executed is None:  # an older run's notebook must not stand beside this report
        executed = placeholder(course, assignment, report)
    try:
        _write(folder, f"{assignment.notebook}.ipynb", report, executed)
    except OSError as error:
        raise StorageError(folder, error) from None


def write_again(course: Course, assignment: Assignment, report: GradeReport) -> None:
    """Write a report of the hand-in whose executed notebook lies there; raise StorageError."""
    notebook = course.autograded_dir(report.student_id, assignment) / f"{assignment.notebook}.ipynb"
    try:
        executed = notebook.read_bytes()
    except FileNotFoundError:
        executed = None
    except OSError as error:
        raise StorageError(notebook, error) from None
    write_report(course, assignment, report, executed)


def prepare_folder(course: Course, assignment: Assignment, student_id: str) -> None:
    """Remove what a run that was killed left half written; raise OSError where none can be made."""
    folder = course.autograded_dir(student_id, assignment)
    remove_parts(folder)
    for name in (_REPORT, f"{assignment.notebook}.ipynb"):
        check_writable(folder / name)


def _write(folder: Path, notebook_name: str, report: GradeReport, executed: bytes) -> None:
    remove_parts(folder)
    write_atomic(folder / notebook_name, executed)
    # The report last: where there is one, all of the hand-in is there, also after a power cut. One
    # that is lost in such a cut is made again, so nobody waits for its own name to be on the disk.
    sync_folder(folder)
    write_atomic(folder / _REPORT, report.model_dump_json(indent=1).encode() + b"\n")


def graded_students(course: Course, assignment: Assignment) -> set[str]:
    """Return the ids of those who have a report, whether or not their hand-ins are still there."""
    reports = (course.root / "autograded").glob(f"*/{assignment.id}/{_REPORT}")
    return {path.parts[-3] for path in reports}


def read_report(course: Course, assignment: Assignment, student_id: str) -> GradeReport | None:
    """Return the report on disk, None where there is none that can be read."""
    path = course.autograded_dir(student_id, assignment) / _REPORT
    try:
        return _read(course, path)
    except (OSError, ValidationError):
        return None


def load_report(course: Course, assignment: Assignment, student_id: str) -> GradeReport | None:
    """Return the report on disk, None where there is none; raise ReportError if it is damaged."""
    path = course.autograded_dir(student_id, assignment) / _REPORT
    try:
        return _read(course, path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        fault = f"it cannot be read: {error.strerror}"
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        fault = f"`{where}` is not as in the reports of this engine" if where else "it is no report"
    raise ReportError(path, fault, again=_again(assignment, student_id))


def _read(course: Course, path: Path) -> GradeReport:
    """Return a report whose hints read as the catalogue words them now; they decide no grade."""
    report = GradeReport.model_validate_json(path.read_bytes())
    checks = tuple(map(course.catalogue.worded, report.checks))
    return report if checks == report.checks else report.model_copy(update={"checks": checks})


def load_executed(course: Course, assignment: Assignment, student_id: str) -> "NotebookNode | None":
    """Return the notebook beside a report, None where none ran; raise ReportError if damaged."""
    import nbformat

    folder = course.autograded_dir(student_id, assignment)
    path = folder / f"{assignment.notebook}.ipynb"
    try:
        notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
        return None if is_placeholder(notebook) else notebook
    except FileNotFoundError:
        return None
    except OSError as error:
        fault = f"it cannot be read: {error.strerror}"
    except (ValueError, AttributeError, KeyError, TypeError, RecursionError):
        fault = "it is not a notebook as we wrote it"
    raise ReportError(path, fault, again=_again(assignment, student_id))


def sources(
    course: Course, assignment: Assignment, student_id: str, submission: Submission | None
) -> dict[str, str]:
    """Return the cell of each task: as it ran, or, where it did not, as it was handed in.

    Raises ReportError where the executed notebook is damaged.
    """
    found = task_cells(assignment, load_executed(course, assignment, student_id))
    if len(found) < len(assignment.tasks) and submission is not None and submission.path:
        with suppress(SubmissionError):
            found = task_cells(assignment, read_notebook(submission.path)) | found
    return found


def task_cells(assignment: Assignment, notebook: "NotebookNode | None") -> dict[str, str]:
    """Return the source of each task's cell that a notebook has."""
    from autograder.notebooks import code_cells  # brings nbformat

    tasks = {task.id for task in assignment.tasks}
    cells = code_cells(notebook) if notebook is not None else []
    return {cell.grade_id: cell.source for cell in cells if cell.grade_id in tasks}


def _again(assignment: Assignment, student_id: str) -> str:
    return f"autograder grade {assignment.id} {student_id} --force"


class Finished:
    """Says which hand-ins are graded already, by the same graders and under the same settings.

    With `any_seed` their seed may be another, as it is in each run that asks for none.
    """

    def __init__(
        self,
        course: Course,
        assignment: Assignment,
        settings: Settings,
        *,
        any_seed: bool = True,
    ) -> None:
        self._any_seed = any_seed
        self._course = course
        self._assignment = assignment
        self._settings = settings

    def report(self, submission: Submission) -> GradeReport | None:
        """Return the report on disk of the same hand-in, or None.

        A report that withholds its score, or that was written under weaker isolation or for other
        devices, is not finished; nor is one that does not say what is odd about the hand-in now.
        """
        report = read_report(self._course, self._assignment, submission.student_id)
        if report is None or report.submission_sha256 != submission.sha256:
            return None
        same = (
            report.grader_sha256 == self._grader_sha256
            and report.device == self._settings.device
            and report.isolation == self._settings.isolation
            and (self._any_seed or report.seed == self._settings.seed)
            and report.problems[: len(submission.problems)] == submission.problems
        )
        return report if same and report.status is not Status.BROKEN else None

    @cached_property
    def _grader_sha256(self) -> str:
        # Once: it reads every grader.
        return grader_sha256(deciding(self._course, self._assignment))
