"""All that is known of one hand-in: what came, what it got and why, what people did, what was."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.course import Assignment, Course
from autograder.course.late import due_with
from autograder.errors import SubmissionError, UsageError
from autograder.gradebook.tally import Tally, tally
from autograder.grading.reports import load_report, sources
from autograder.model import CheckResult, GradeReport, Submission
from autograder.notebooks.submissions import earlier_submissions, find

if TYPE_CHECKING:
    from autograder.gradebook import RecordedScore


@dataclass(frozen=True)
class TaskCase:
    """One task of a hand-in; `lost` are its checks that did not pass, `source` the graded cell."""

    id: str
    title: str
    max_points: float
    lost: tuple[CheckResult, ...]
    credit: str
    source: str


@dataclass(frozen=True)
class Case:
    """One hand-in; `report` is None where it is not graded, `submission` where none lies there.

    `earlier` holds when, with what score, and with which seed it was graded before; `replaced` when
    earlier hand-ins came and where they are.
    """

    student_id: str
    name: str
    submission: Submission | None
    report: GradeReport | None
    tally: Tally
    recorded: "RecordedScore | None"
    due: datetime
    tasks: tuple[TaskCase, ...]
    earlier: tuple[GradeReport, ...]
    replaced: tuple[tuple[Path, datetime | None], ...]
    places: Mapping[str, Path]


def case_of(course: Course, assignment: Assignment, student_id: str) -> Case:
    """Return what is known of a student's hand-in.

    Raises UsageError for a student of whom nothing is known, ReportError for a damaged report.
    """
    from autograder.gradebook import recorded, students
    from autograder.runs.history import earlier

    book, people = recorded(course, assignment), students(course)
    report = load_report(course, assignment, student_id)
    submission = _submission(course, assignment, student_id)
    if report is None and submission is None and student_id not in {*people, *book.excused}:
        find(course, assignment, [student_id])  # raises, with the nearest name
    automatic = {task.id: task.score for task in report.tasks} if report else {}
    submitted_at = submission.timestamp if submission else None
    named = people.get(student_id)
    return Case(
        student_id,
        f"{named.first_name} {named.last_name}".strip() if named else "",
        submission,
        report,
        tally(course, assignment, student_id, automatic, submitted_at, book),
        book.scores.get(student_id),
        due_with(assignment.due, book.extension_of(student_id)),
        tuple(_tasks(course, assignment, report, submission)) if report else (),
        tuple(earlier(course, assignment, student_id)),
        tuple(earlier_submissions(course, assignment, student_id)),
        dict(_places(course, assignment, student_id, submission)),
    )


def _submission(course: Course, assignment: Assignment, student_id: str) -> Submission | None:
    try:
        (found,) = find(course, assignment, [student_id])
    except (UsageError, SubmissionError):
        return None
    return found


def _tasks(
    course: Course, assignment: Assignment, report: GradeReport, submission: Submission | None
) -> Iterator[TaskCase]:
    cells = sources(course, assignment, report.student_id, submission)
    results = {task.id: task for task in report.tasks}
    for task in assignment.tasks:
        checks = [check for check in report.checks if check.task == task.id]
        lost = tuple(check for check in checks if check.points < check.max_points)
        credit = results[task.id].credit if task.id in results else None
        words = credit.words if credit else ""
        yield TaskCase(task.id, task.title, task.points, lost, words, cells.get(task.id, ""))


def _places(
    course: Course, assignment: Assignment, student_id: str, submission: Submission | None
) -> Iterator[tuple[str, Path]]:
    if submission and submission.path:
        yield "handed in", submission.path
    graded = course.autograded_dir(student_id, assignment)
    for name, path in (
        ("report", graded / "report.json"),
        ("as it ran", graded / f"{assignment.notebook}.ipynb"),
        ("feedback", course.feedback_page(student_id, assignment)),
    ):
        if path.is_file():
            yield name, path
