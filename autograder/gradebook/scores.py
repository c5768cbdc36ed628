"""What nbgrader's gradebook holds for each student, read and not written."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from nbgrader.api import Assignment as BookAssignment
from nbgrader.api import BaseCell, Comment, Grade, Student, SubmittedAssignment, SubmittedNotebook
from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from autograder.gradebook.traces import Entry, Mark, Trace, is_marked, read_trace, waits
from autograder.model import Frozen


class RecordedScore(Frozen):
    """What the gradebook holds for a student: manual scores and extra credit counted in.

    `score` is after the late penalty and never below 0, as nbgrader exports it. `by_hand` names
    the tasks whose points a TA has set or added to, `comments` holds what a TA wrote to a task.
    `waiting` names the tasks that ask for a person, and `earlier` those whose score or comment by
    hand was given for another hand-in than the last recorded; a person decides whether it stays.
    `marked` says who entered what stands there at the command line, by task. formgrader has the
    hand-in at submissions/<notebook_id>.
    """

    student_id: str
    tasks: dict[str, float]
    late_penalty: float
    score: float
    by_hand: frozenset[str]
    comments: dict[str, str]
    waiting: frozenset[str]
    earlier: frozenset[str]
    marked: dict[str, Mark] = Field(default_factory=dict)
    notebook_id: str = ""

    @property
    def needs_manual_grade(self) -> bool:
        """Whether formgrader asks for a person."""
        return bool(self.waiting)


class Recorded(NamedTuple):
    """What is recorded of an assignment, by student: scores, extensions granted, and excuses."""

    scores: Mapping[str, RecordedScore]
    extensions: Mapping[str, timedelta]
    excused: Collection[str] = ()

    def extension_of(self, student: str) -> timedelta:
        """Return how much later than others the student may hand in."""
        return self.extensions.get(student, timedelta())


def read_scores(session: Session, assignment_id: str) -> dict[str, RecordedScore]:
    """Return the scores of an assignment by student, in a transaction of the caller's."""
    query = (
        select(
            SubmittedAssignment.student_id,
            SubmittedNotebook.id.label("notebook_id"),
            SubmittedNotebook.late_submission_penalty,
            BaseCell.name,
            Grade.score,
            Grade.needs_manual_grade,
            Grade.manual_score,
            Grade.extra_credit,
        )
        .join_from(Grade, SubmittedNotebook, SubmittedNotebook.id == Grade.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(BookAssignment, BookAssignment.id == SubmittedAssignment.assignment_id)
        .join(BaseCell, BaseCell.id == Grade.cell_id)
        .where(BookAssignment.name == assignment_id)
        .order_by(SubmittedAssignment.student_id)
    )
    by_student: dict[str, list[Any]] = {}
    for row in session.execute(query):
        by_student.setdefault(row.student_id, []).append(row)
    comments, traces = _comments(session, assignment_id)
    return {
        student: _recorded(student, rows, comments.get(student, {}), traces.get(student))
        for student, rows in by_student.items()
    }


class Named(NamedTuple):
    """What the gradebook knows of a student; "" for what it does not."""

    first_name: str
    last_name: str
    email: str


def read_students(session: Session) -> dict[str, Named]:
    """Return all students of the gradebook, whether or not they have handed in."""
    query = select(Student.id, Student.first_name, Student.last_name, Student.email)
    return {id: Named(*(text or "" for text in more)) for id, *more in session.execute(query)}


def read_extensions(session: Session, assignment_id: str) -> dict[str, timedelta]:
    """Return how much later than others a student may hand in, for those who have an extension."""
    query = (
        select(SubmittedAssignment.student_id, SubmittedAssignment.extension)
        .join(BookAssignment, BookAssignment.id == SubmittedAssignment.assignment_id)
        .where(BookAssignment.name == assignment_id, SubmittedAssignment.extension.is_not(None))
    )
    return {row.student_id: row.extension for row in session.execute(query)}


def _comments(
    session: Session, assignment_id: str
) -> tuple[Mapping[str, dict[str, str]], Mapping[str, Trace]]:
    """Return what TAs wrote, by student and task, and the traces of the hand-ins by student."""
    query = (
        select(
            SubmittedAssignment.student_id,
            BaseCell.name,
            BaseCell.type,
            Comment.auto_comment,
            Comment.manual_comment,
        )
        .join_from(Comment, SubmittedNotebook, SubmittedNotebook.id == Comment.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(BookAssignment, BookAssignment.id == SubmittedAssignment.assignment_id)
        .join(BaseCell, BaseCell.id == Comment.cell_id)
        .where(
            BookAssignment.name == assignment_id,
            Comment.manual_comment.is_not(None) | (BaseCell.type == "GradeCell"),
        )
    )
    found: dict[str, dict[str, str]] = {}
    traces: dict[str, Trace] = {}
    for row in session.execute(query):
        if row.type == "GradeCell":
            trace = read_trace(row.auto_comment)
            traces |= {row.student_id: trace} if trace else {}
        elif row.manual_comment:
            found.setdefault(row.student_id, {})[row.name] = row.manual_comment
    return found, traces


def _recorded(
    student: str, rows: Sequence[Any], comments: dict[str, str], trace: Trace | None
) -> RecordedScore:
    penalty = rows[0].late_submission_penalty or 0.0
    return RecordedScore(
        student_id=student,
        tasks={_task(row): row.score for row in rows},
        late_penalty=penalty,
        score=max(0.0, sum(row.score for row in rows) - penalty),
        by_hand=frozenset(
            _task(row) for row in rows if row.manual_score is not None or row.extra_credit
        ),
        comments=comments,
        notebook_id=rows[0].notebook_id,
        waiting=frozenset(_task(row) for row in rows if row.needs_manual_grade),
        earlier=frozenset(
            _task(row) for row in rows if trace and waits(trace, row.name, _entry(row, comments))
        ),
        marked={
            _task(row): trace.marked[row.name]
            for row in rows
            if trace and is_marked(trace, row.name, _entry(row, comments))
        },
    )


def _entry(row: Any, comments: Mapping[str, str]) -> Entry:
    comment = comments.get(_task(row))
    return Entry(row.manual_score, row.extra_credit, comment, row.needs_manual_grade)


def _task(row: Any) -> str:
    return str(row.name).removeprefix("check_")
