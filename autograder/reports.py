"""Reports on disk: autograded/<student>/<assignment>/report.json and the executed notebook."""

import json
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from pydantic import ValidationError

from autograder.course import Assignment, Course
from autograder.errors import StorageError
from autograder.files import write_atomic
from autograder.grade import Settings, grader_sha256
from autograder.model import GradeReport, Status, Submission


def write_report(
    course: Course, assignment: Assignment, report: GradeReport, executed: NotebookNode | None
) -> None:
    """Write a report, and the notebook as the sandbox executed it where it did.

    Raises StorageError; what was there before is then still there.
    """
    folder = course.autograded_dir(report.student_id, assignment)
    try:
        _write(folder, f"{assignment.notebook}.ipynb", report, executed)
    except OSError as error:
        raise StorageError(folder, error) from None


def _write(
    folder: Path, notebook_name: str, report: GradeReport, executed: NotebookNode | None
) -> None:
    notebook = folder / notebook_name
    if executed is not None:
        write_atomic(notebook, nbformat.writes(executed).encode())
    else:
        # An older run's notebook must not stand beside this report.
        notebook.unlink(missing_ok=True)
    # The report last: where there is one, all of the hand-in is there.
    text = json.dumps(report.model_dump(mode="json"), indent=1, ensure_ascii=False)
    write_atomic(folder / "report.json", text.encode() + b"\n")


def finished_report(
    course: Course, assignment: Assignment, submission: Submission, settings: Settings
) -> GradeReport | None:
    """Return the report on disk of the same hand-in by the same graders, or None.

    A report that withholds its score, or that was written under weaker isolation or for other
    devices, is not finished.
    """
    path = course.autograded_dir(submission.student_id, assignment) / "report.json"
    try:
        report = GradeReport.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
    same = (
        report.submission_sha256 == submission.sha256
        and report.grader_sha256 == grader_sha256(course, assignment)
        and report.device == settings.device
        and report.isolation == settings.isolation
    )
    return report if same and report.status is not Status.BROKEN else None
