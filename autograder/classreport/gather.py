"""Reads what lies there of a week: hand-ins with report, tally, time and code, and the last run."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from autograder.course import Assignment, Course
from autograder.course.late import due_with
from autograder.errors import ReportError, SubmissionError, UsageError
from autograder.gradebook import recorded, students
from autograder.gradebook.tally import Tally, tally
from autograder.grading.reports import graded_students, load_report, sources, task_cells
from autograder.model import GradeReport, Submission
from autograder.notebooks import read_notebook
from autograder.notebooks.submissions import find
from autograder.runs.changes import Change, by_size, change
from autograder.runs.history import kept_by, runs
from autograder.runs.overview import Overview, overview


@dataclass(frozen=True)
class Graded:
    """One graded hand-in; `sources` holds the cell of each task as it was handed in."""

    student_id: str
    name: str
    report: GradeReport
    tally: Tally
    submitted_at: datetime | None
    due: datetime
    link: str = ""
    sources: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Gathered:
    """A week as it lies there; `given` holds the cell of each task as it was released.

    `changes` are those of the last run that changed anything, the largest first.
    """

    submissions: tuple[Graded, ...]
    overview: Overview
    names: Mapping[str, str]
    links: Mapping[str, str]
    given: Mapping[str, str]
    run: str = ""
    changes: tuple[Change, ...] = ()


def gather(course: Course, assignment: Assignment) -> Gathered:
    """Return a week as it lies there; a report that cannot be read is one of the overview's faults.

    Raises UsageError where nothing is graded.
    """
    graded = sorted(graded_students(course, assignment))
    if not graded:
        raise UsageError(
            f"nothing of {assignment.id} is graded",
            remedy=f"run `autograder grade {assignment.id}` first",
        )
    people = students(course)
    names = {id: f"{one.first_name} {one.last_name}".strip() for id, one in people.items()}
    links = {student: _link(course, assignment, student) for student in graded}
    submissions = tuple(_graded(course, assignment, graded, names, links))
    run, changes = _last_run(
        course, assignment, {one.student_id: one.report for one in submissions}
    )
    given = _given(assignment, course.release_notebook(assignment))
    found = overview(course, assignment)
    return Gathered(submissions, found, names, links, given, run, changes)


def _graded(
    course: Course,
    assignment: Assignment,
    graded: list[str],
    names: Mapping[str, str],
    links: Mapping[str, str],
) -> Iterator[Graded]:
    book = recorded(course, assignment)
    submissions = _submissions(course, assignment)
    for student in graded:
        try:
            report = load_report(course, assignment, student)
        except ReportError:  # the overview names it
            continue
        if report is None:
            continue
        automatic = {task.id: task.score for task in report.tasks}
        submission = submissions.get(student)
        submitted_at = submission.timestamp if submission else None
        yield Graded(
            student,
            names.get(student, ""),
            report,
            tally(course, assignment, student, automatic, submitted_at, book),
            submitted_at,
            due_with(assignment.due, book.extension_of(student)),
            links[student],
            _code(course, assignment, student, submission),
        )


def _submissions(course: Course, assignment: Assignment) -> dict[str, Submission]:
    try:
        return {one.student_id: one for one in find(course, assignment)}
    except UsageError:  # nothing lies there any more
        return {}


def _code(
    course: Course, assignment: Assignment, student: str, submission: Submission | None
) -> dict[str, str]:
    try:
        return sources(course, assignment, student, submission)
    except ReportError:
        return {}


def _given(assignment: Assignment, path: Path) -> dict[str, str]:
    try:
        return task_cells(assignment, read_notebook(path))
    except SubmissionError:
        return {}


def _link(course: Course, assignment: Assignment, student: str) -> str:
    """Return where to read a hand-in, seen from reports/: its page, or the notebook as it ran."""
    page = course.feedback_page(student, assignment)
    notebook = course.autograded_dir(student, assignment) / f"{assignment.notebook}.ipynb"
    for path in (page, notebook):
        if path.is_file() and path.is_relative_to(course.root):
            return "../" + quote(path.relative_to(course.root).as_posix())
    return ""


def _last_run(
    course: Course, assignment: Assignment, now: Mapping[str, GradeReport]
) -> tuple[str, tuple[Change, ...]]:
    kept = runs(course, assignment)
    if not kept:
        return "", ()
    before = kept_by(course, assignment, kept[-1])
    found = (change(old, now[old.student_id]) for old in before if old.student_id in now)
    return kept[-1], tuple(by_size(one for one in found if one is not None))
