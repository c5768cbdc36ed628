"""What a TA enters at the command line: a score, an extension, the time of a hand-in.

These are the columns that formgrader and nbgrader's own commands write. What follows from them (the
late penalty) is brought up to date at once, in the transaction of the caller's.
"""

from datetime import datetime, timedelta
from typing import Any

from nbgrader.api import (
    Comment,
    Grade,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    new_uuid,
)
from nbgrader.utils import parse_utc
from sqlalchemy.orm import Session

from autograder.course.late import LatePolicy
from autograder.errors import UsageError
from autograder.gradebook.batch import points_lost, points_of
from autograder.gradebook.layout import Layout
from autograder.gradebook.traces import Entry, Mark, Trace, read_trace


def set_score(
    db: Session,
    layout: Layout,
    late: LatePolicy,
    student: str,
    task: str,
    points: float | None,
    comment: str | None,
    mark: Mark,
) -> None:
    """Set what a task counts, and what is said of it; a `comment` of None leaves what is there.

    With `points` None the automatic score counts again. The entry is for the hand-in that was
    recorded last, and waits for nobody. Raises UsageError where none is recorded.
    """
    notebook = _notebook(db, layout, student)
    cell = layout.grade_cell(task)
    grade = _one(db, Grade, notebook, layout.grade_cells[cell])
    grade.manual_score = points
    grade.needs_manual_grade = points is None and grade.auto_score is None
    said = _one(db, Comment, notebook, layout.comment_cell(cell) or layout.grade_cells[cell])
    if comment is not None:
        said.manual_comment = comment or None
    entry = Entry(points, grade.extra_credit, said.manual_comment, False)
    row = _one(db, Comment, notebook, layout.trace_cell)
    trace = read_trace(row.auto_comment) or Trace(hand_in="")
    others = {name: one for name, one in trace.waiting.items() if name != cell}
    marked = {**trace.marked, cell: mark.model_copy(update={"entry": entry.digest})}
    update = {"waiting": others, "marked": marked}
    row.auto_comment = trace.model_copy(update=update).model_dump_json()
    db.flush()
    _set_penalty(db, layout, late, notebook)


def set_extension(
    db: Session, layout: Layout, late: LatePolicy, student: str, extension: timedelta | None
) -> None:
    """Let a student hand in later by `extension`, None for as everybody; recorded or not."""
    submitted = _submitted(db, layout, student)
    if submitted is None:
        if db.get(Student, student) is None:
            db.add(Student(id=student))
            db.flush()
        submitted = SubmittedAssignment(
            id=new_uuid(), assignment_id=layout.assignment, student_id=student
        )
        db.add(submitted)
    submitted.extension = extension
    db.flush()
    for notebook in submitted.notebooks:
        _set_penalty(db, layout, late, notebook)


def set_time(
    db: Session, layout: Layout, late: LatePolicy, student: str, submitted_at: datetime
) -> None:
    """Set when a recorded hand-in was handed in; nothing where none is recorded."""
    submitted = _submitted(db, layout, student)
    if submitted is None:
        return
    submitted.timestamp = parse_utc(submitted_at)
    db.flush()
    for notebook in submitted.notebooks:
        _set_penalty(db, layout, late, notebook)


def _submitted(db: Session, layout: Layout, student: str) -> SubmittedAssignment | None:
    query = db.query(SubmittedAssignment).with_for_update()
    return query.filter_by(assignment_id=layout.assignment, student_id=student).one_or_none()


def _notebook(db: Session, layout: Layout, student: str) -> SubmittedNotebook:
    submitted = _submitted(db, layout, student)
    if submitted is None or not submitted.notebooks:
        raise UsageError(
            f"no hand-in of {student} for {layout.name} is in the gradebook",
            remedy=f"run `autograder grade {layout.name} {student}` first",
        )
    return submitted.notebooks[0]


def _one(db: Session, kind: Any, notebook: SubmittedNotebook, cell: str) -> Any:
    rows = db.query(kind).with_for_update()
    found = rows.filter_by(notebook_id=notebook.id, cell_id=cell).one_or_none()
    if found is None:
        found = kind(id=new_uuid(), notebook_id=notebook.id, cell_id=cell)
        db.add(found)
    return found


def _set_penalty(
    db: Session, layout: Layout, late: LatePolicy, notebook: SubmittedNotebook
) -> None:
    score = sum(
        points_of(grade.auto_score, grade.manual_score, grade.extra_credit)
        for grade in db.query(Grade).filter_by(notebook_id=notebook.id)
    )
    submitted = notebook.assignment
    lost = points_lost(late, layout, submitted.timestamp, submitted.extension, score)
    notebook.late_submission_penalty = lost
    db.flush()
