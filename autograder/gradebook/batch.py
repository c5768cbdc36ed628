"""Writes a batch of reports with a few statements, however many hand-ins are in it.

What the gradebook holds of them is read first, one SELECT for each table, and only what differs
is written: recording again what is recorded already costs those SELECTs and changes nothing.
A TA's columns (manual score, extra credit, manual comment, extension) are read and never written.
What was entered for an earlier hand-in counts until a person has looked at it, and asks for one.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from nbgrader.api import Comment, Grade, Student, SubmittedAssignment, SubmittedNotebook, new_uuid
from nbgrader.utils import parse_utc
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from autograder.course.late import LatePolicy, late_penalty
from autograder.errors import UsageError
from autograder.gradebook.comments import why
from autograder.gradebook.layout import Layout
from autograder.gradebook.traces import UNKNOWN, Entry, Trace, next_trace, read_trace
from autograder.model import GradeReport, Submission

Row = dict[str, Any]


class _Kept(NamedTuple):
    """The rows of one table that a batch is about, by their key, and how they stood before."""

    rows: dict[Any, Row]
    before: dict[Any, Row]


def write_batch(
    db: Session,
    layout: Layout,
    late: LatePolicy,
    results: Sequence[tuple[GradeReport, Submission]],
) -> None:
    """Bring the gradebook to what these reports of one assignment say, in the open transaction.

    Of two reports on one student the later counts. Raises UsageError for a task without a cell.
    """
    reports = {submission.student_id: (report, submission) for report, submission in results}
    for report, _ in reports.values():
        _check_cells(layout, report)
    _add_students(db, reports)
    students = _submitted(db, layout, reports)
    submitted = students.rows
    notebooks = _notebooks(db, layout, [row["id"] for row in submitted.values()])
    ids = {student: notebooks.rows[row["id"]]["id"] for student, row in submitted.items()}
    comments = _cells(
        db,
        Comment,
        {**layout.comment_cells, "trace": layout.trace_cell},
        ids,
        columns=("auto_comment", "manual_comment"),
    )
    grades = _cells(
        db,
        Grade,
        layout.grade_cells,
        ids,
        columns=("auto_score", "manual_score", "extra_credit", "needs_manual_grade"),
    )
    for student, (report, _) in reports.items():
        row = submitted[student]
        _set_comments(layout, comments.rows, ids[student], report)
        same_time = students.before.get(student, row)["timestamp"] == row["timestamp"]
        # The report's, and not what lies there by now: an earlier report may have been put back.
        sha256 = report.submission_sha256
        untold = sha256 if same_time else UNKNOWN
        waiting = _set_trace(layout, grades.rows, comments.rows, ids[student], sha256, untold)
        score = _set_scores(layout, grades.rows, ids[student], report, waiting)
        lost = points_lost(late, layout, row["timestamp"], row["extension"], score)
        notebooks.rows[row["id"]]["late_submission_penalty"] = lost
    for kind, kept in ((SubmittedNotebook, notebooks), (Comment, comments), (Grade, grades)):
        _write(db, kind, kept)


def _check_cells(layout: Layout, report: GradeReport) -> None:
    if unknown := {f"check_{task.id}" for task in report.tasks} - layout.grade_cells.keys():
        raise UsageError(
            f"the release of {layout.name} has no cell {min(unknown)}",
            remedy=f"run `autograder release {layout.name}`, and grade again",
        )


def _add_students(db: Session, students: Iterable[str]) -> None:
    wanted = dict.fromkeys(students)
    known = set(db.scalars(select(Student.id).where(Student.id.in_(wanted))))
    if missing := [{"id": student} for student in wanted if student not in known]:
        db.execute(insert(Student.__table__), missing)


def _submitted(
    db: Session, layout: Layout, reports: Mapping[str, tuple[GradeReport, Submission]]
) -> _Kept:
    """Return the submissions' rows by student, written: the rows below them name their ids."""
    kept = _read(
        db,
        SubmittedAssignment,
        ("id", "assignment_id", "student_id", "timestamp", "extension"),
        key=("student_id",),
        where=(
            SubmittedAssignment.assignment_id == layout.assignment,
            SubmittedAssignment.student_id.in_(reports),
        ),
    )
    for student, (_, submission) in reports.items():
        new = {"assignment_id": layout.assignment, "student_id": student, "extension": None}
        row = kept.rows.setdefault(student, {"id": new_uuid(), **new})
        row["timestamp"] = parse_utc(submission.timestamp)
    _write(db, SubmittedAssignment, kept)
    return kept


def _notebooks(db: Session, layout: Layout, submitted: Sequence[str]) -> _Kept:
    kept = _read(
        db,
        SubmittedNotebook,
        ("id", "assignment_id", "notebook_id", "late_submission_penalty"),
        key=("assignment_id",),
        where=(
            SubmittedNotebook.notebook_id == layout.notebook,
            SubmittedNotebook.assignment_id.in_(submitted),
        ),
    )
    for one in submitted:
        new = {"assignment_id": one, "notebook_id": layout.notebook}
        kept.rows.setdefault(one, {"id": new_uuid(), **new, "late_submission_penalty": None})
    new_rows = _Kept({k: row for k, row in kept.rows.items() if k not in kept.before}, {})
    _write(db, SubmittedNotebook, new_rows)
    return _Kept(kept.rows, {key: dict(row) for key, row in kept.rows.items()})


def _cells(
    db: Session,
    kind: Any,
    cells: Mapping[str, str],
    notebooks: Mapping[str, str],
    *,
    columns: tuple[str, ...],
) -> _Kept:
    """Return one row for each notebook and cell, by both, with those made that are missing."""
    kept = _read(
        db,
        kind,
        ("id", "notebook_id", "cell_id", *columns),
        key=("notebook_id", "cell_id"),
        # By the cells as well: that is how the unique index of these tables begins.
        where=(kind.cell_id.in_(cells.values()), kind.notebook_id.in_(notebooks.values())),
    )
    for notebook in notebooks.values():
        for cell in cells.values():
            new = {"id": new_uuid(), "notebook_id": notebook, "cell_id": cell}
            if (notebook, cell) not in kept.rows:
                kept.rows[notebook, cell] = {**new, **dict.fromkeys(columns)}
                if kind is Grade:  # nbgrader's default: a person looks at what nothing scores
                    kept.rows[notebook, cell]["needs_manual_grade"] = True
    return kept


def _read(
    db: Session,
    kind: Any,
    columns: tuple[str, ...],
    *,
    key: tuple[str, ...],
    where: tuple[Any, ...],
) -> _Kept:
    """Return rows by `key`, locked until the commit where the database locks rows."""
    query = select(*(getattr(kind, name) for name in columns)).where(*where).with_for_update()
    rows: dict[Any, Row] = {}
    for found in db.execute(query):
        row = dict(zip(columns, found, strict=True))
        rows[row[key[0]] if len(key) == 1 else tuple(row[name] for name in key)] = row
    return _Kept(rows, {key: dict(row) for key, row in rows.items()})


def _write(db: Session, kind: Any, kept: _Kept) -> None:
    """Insert the rows that are new and update those that differ; each is one statement."""
    new = [row for key, row in kept.rows.items() if key not in kept.before]
    changed = [row for key, row in kept.rows.items() if row != kept.before.get(key, row)]
    if new:
        db.execute(insert(kind.__table__), new)
    if changed:
        # Only these columns: whatever else a TA writes meanwhile stays.
        ours = _OURS[kind]
        statement = update(kind.__table__).where(kind.__table__.c.id == bindparam("this"))
        statement = statement.values({name: bindparam(f"new_{name}") for name in ours})
        values = [{f"new_{n}": row[n] for n in ours} | {"this": row["id"]} for row in changed]
        db.connection().execute(statement, values)


_OURS: dict[Any, tuple[str, ...]] = {
    SubmittedAssignment: ("timestamp",),
    SubmittedNotebook: ("late_submission_penalty",),
    Comment: ("auto_comment",),
    Grade: ("auto_score", "needs_manual_grade"),
}


def _set_comments(
    layout: Layout, rows: Mapping[Any, Row], notebook: str, report: GradeReport
) -> None:
    for task in report.tasks:
        if task.id in layout.comment_cells:
            row = rows[notebook, layout.comment_cells[task.id]]
            row["auto_comment"] = why(report, task.id)


def _set_trace(
    layout: Layout,
    grades: Mapping[Any, Row],
    comments: Mapping[Any, Row],
    notebook: str,
    sha256: str,
    untold: str,
) -> Collection[str]:
    """Set the trace of a hand-in; return the cells where a TA's entry is for an earlier one.

    `untold` is taken for the hand-in before where there is no trace of it.
    """
    entries = {}
    for name, cell in layout.grade_cells.items():
        grade, comment = grades[notebook, cell], layout.comment_cell(name)
        entries[name] = Entry(
            grade["manual_score"],
            grade["extra_credit"],
            comments[notebook, comment]["manual_comment"] if comment else None,
            grade["needs_manual_grade"],
        )
    row = comments[notebook, layout.trace_cell]
    before = read_trace(row["auto_comment"]) or Trace(hand_in=untold)
    trace = next_trace(before, entries, sha256)
    row["auto_comment"] = trace.model_dump_json()
    return trace.waiting


def _set_scores(
    layout: Layout,
    rows: Mapping[Any, Row],
    notebook: str,
    report: GradeReport,
    waiting: Collection[str],
) -> float:
    """Set the automatic scores; return the sum that counts, manual scores included."""
    for task in report.tasks:
        name = f"check_{task.id}"
        grade = rows[notebook, layout.grade_cells[name]]
        _set_auto_score(grade, task.score, waits=name in waiting)
    for name in {*waiting} & layout.by_hand:
        rows[notebook, layout.grade_cells[name]]["needs_manual_grade"] = True
    return sum(_counts(rows[notebook, cell]) for cell in layout.grade_cells.values())


def _set_auto_score(grade: Row, score: float | None, *, waits: bool) -> None:
    """Set an automatic score, and whether a TA has to look at it.

    Beside a manual score nbgrader asks a TA to look again after every run; here only where the
    automatic score has changed or the manual one `waits`, being for an earlier hand-in, so that a
    repeated run asks for nothing.
    """
    if waits:
        grade["needs_manual_grade"] = True
    elif grade["manual_score"] is None:
        grade["needs_manual_grade"] = score is None
    elif grade["auto_score"] != score:
        grade["needs_manual_grade"] = True
    grade["auto_score"] = score


def _counts(grade: Row) -> float:
    return points_of(grade["auto_score"], grade["manual_score"], grade["extra_credit"])


def points_of(auto: float | None, manual: float | None, extra: float | None) -> float:
    """Return what counts, by nbgrader's rule: manual before automatic, extra credit on top."""
    score = auto if manual is None else manual
    return float(score or 0.0) + float(extra or 0.0)


def points_lost(
    late: LatePolicy,
    layout: Layout,
    submitted_at: datetime | None,
    extension: timedelta | None,
    score: float,
) -> float | None:
    """Return the points that a late hand-in loses, None for none, as nbgrader stores it."""
    if submitted_at is None or layout.due is None:
        return None
    lost = late_penalty(late, score, layout.due, submitted_at, extension or timedelta())
    return min(lost, score) or None
