"""What nbgrader's gradebook holds for each student, read and not written."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from nbgrader.api import Assignment as BookAssignment
from nbgrader.api import BaseCell, Comment, Grade, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import select
from sqlalchemy.orm import Session

from autograder.model import Frozen


class RecordedScore(Frozen):
    """What the gradebook holds for a student: manual scores and extra credit counted in.

    `score` is after the late penalty and never below 0, as nbgrader exports it. `by_hand` names
    the tasks whose points a TA has set or added to, `comments` holds what a TA wrote to a task.
    """

    student_id: str
    tasks: dict[str, float]
    late_penalty: float
    score: float
    needs_manual_grade: bool
    by_hand: frozenset[str]
    comments: dict[str, str]


class Recorded(NamedTuple):
    """What the gradebook holds of an assignment, by student: scores, and extensions granted."""

    scores: Mapping[str, RecordedScore]
    extensions: Mapping[str, timedelta]

    def extension_of(self, student: str) -> timedelta:
        """Return how much later than others the student may hand in."""
        return self.extensions.get(student, timedelta())


def read_scores(session: Session, assignment_id: str) -> dict[str, RecordedScore]:
    """Return the scores of an assignment by student, in a transaction of the caller's."""
    query = (
        select(
            SubmittedAssignment.student_id,
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
    comments = _comments(session, assignment_id)
    return {
        student: _recorded(student, rows, comments.get(student, {}))
        for student, rows in by_student.items()
    }


def read_extensions(session: Session, assignment_id: str) -> dict[str, timedelta]:
    """Return how much later than others a student may hand in, for those who have an extension."""
    query = (
        select(SubmittedAssignment.student_id, SubmittedAssignment.extension)
        .join(BookAssignment, BookAssignment.id == SubmittedAssignment.assignment_id)
        .where(BookAssignment.name == assignment_id, SubmittedAssignment.extension.is_not(None))
    )
    return {row.student_id: row.extension for row in session.execute(query)}


def _comments(session: Session, assignment_id: str) -> Mapping[str, dict[str, str]]:
    """Return what TAs wrote, by student and task."""
    query = (
        select(SubmittedAssignment.student_id, BaseCell.name, Comment.manual_comment)
        .join_from(Comment, SubmittedNotebook, SubmittedNotebook.id == Comment.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(BookAssignment, BookAssignment.id == SubmittedAssignment.assignment_id)
        .join(BaseCell, BaseCell.id == Comment.cell_id)
        .where(BookAssignment.name == assignment_id, Comment.manual_comment.is_not(None))
    )
    found: dict[str, dict[str, str]] = {}
    for student, name, comment in session.execute(query):
        found.setdefault(student, {})[name] = comment
    return found


def _recorded(student: str, rows: Sequence[Any], comments: dict[str, str]) -> RecordedScore:
    penalty = rows[0].late_submission_penalty or 0.0
    return RecordedScore(
        student_id=student,
        tasks={_task(row): row.score for row in rows},
        late_penalty=penalty,
        score=max(0.0, sum(row.score for row in rows) - penalty),
        needs_manual_grade=any(row.needs_manual_grade for row in rows),
        by_hand=frozenset(
            _task(row) for row in rows if row.manual_score is not None or row.extra_credit
        ),
        comments=comments,
    )


def _task(row: Any) -> str:
    return str(row.name).removeprefix("check_")
