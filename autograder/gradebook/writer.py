"""Reports go into nbgrader's gradebook; what a TA has entered there is never touched."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self

import nbformat
from nbgrader.api import Assignment as BookAssignment
from nbgrader.api import (
    BaseCell,
    Comment,
    Grade,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.preprocessors import SaveCells
from nbgrader.utils import parse_utc
from sqlalchemy import Row, select
from sqlalchemy.exc import SQLAlchemyError

from autograder.course import Assignment, Course
from autograder.errors import UsageError
from autograder.gradebook.comments import why
from autograder.gradebook.database import Database
from autograder.late import late_penalty
from autograder.model import Frozen, GradeReport, Submission


class RecordedScore(Frozen):
    """What the gradebook holds for a student: manual scores and extra credit counted in.

    `score` is after the late penalty and never below 0, as nbgrader exports it.
    """

    student_id: str
    tasks: dict[str, float]
    late_penalty: float
    score: float
    needs_manual_grade: bool


@dataclass(frozen=True)
class _Layout:
    """The database's ids of one assignment, and of its cells by name; `due` is naive UTC."""

    assignment: str
    notebook: str
    due: datetime | None
    grade_cells: dict[str, str]
    comment_cells: dict[str, str]


class GradebookWriter:
    """A context manager over the course's gradebook, which it makes when missing.

    Raises AutograderError, naming the database and the remedy, where it cannot be read or
    written, or where another program holds its lock for more than `patience` seconds.
    """

    def __init__(self, course: Course, *, patience: float = 20.0) -> None:
        self._course = course
        self._patience = patience
        self._layouts: dict[str, _Layout] = {}

    def __enter__(self) -> Self:
        self._database = Database(
            self._course.gradebook_url, self._course.id, patience=self._patience
        )
        self._db = self._database.session
        return self

    def __exit__(self, *error: object) -> None:
        self._database.close()

    def prepare(self, assignment: Assignment) -> None:
        """Make or update the assignment, its due date and its cells, from its release.

        Raises UsageError where hand-ins are recorded and the release has other cells than they.
        """
        release = self._course.release_notebook(assignment)
        if not release.is_file():
            remedy = f"run `autograder release {assignment.id}`"
            raise UsageError(f"{assignment.id} has no release", remedy=remedy)
        self._layouts.pop(assignment.id, None)
        with self._database.transaction():
            pass  # nbgrader commits step by step below: wait here for who holds the lock
        with self._database.explained():
            self._database.gradebook.update_or_create_assignment(
                assignment.id, duedate=assignment.due
            )
            self._save_cells(assignment, nbformat.read(release, as_version=4))

    def _save_cells(self, assignment: Assignment, notebook: nbformat.NotebookNode) -> None:
        names = {
            "notebook": assignment.notebook,
            "assignment": assignment.id,
            "db_url": self._database.url,
        }
        try:
            SaveCells().preprocess(notebook, {"nbgrader": names})
        except RuntimeError as error:
            # nbgrader's word for cells that came or went; SQLAlchemy has RuntimeErrors too.
            if isinstance(error, SQLAlchemyError):
                raise
            raise UsageError(
                f"the release of {assignment.id} has other cells than the hand-ins recorded in"
                f" {self._database.name}",
                remedy="release the changed exercise as a new assignment; or, giving up what is"
                " recorded for this one, manual scores too, run"
                f" `nbgrader db assignment remove {assignment.id} --force` and grade again",
            ) from error

    def record(self, report: GradeReport, submission: Submission) -> None:
        """Write one report; manual scores, manual comments and extra credit stay untouched."""
        self.record_all([(report, submission)])

    def record_all(self, results: Sequence[tuple[GradeReport, Submission]]) -> None:
        """Write reports in one transaction: all of them, or after an error none."""
        with self._database.transaction():
            for report, submission in results:
                self._record(report, submission)

    def _record(self, report: GradeReport, submission: Submission) -> None:
        layout = self._layout(report.assignment)
        self._one(Student, id=submission.student_id)
        submitted = self._one(
            SubmittedAssignment,
            assignment_id=layout.assignment,
            student_id=submission.student_id,
        )
        submitted.timestamp = parse_utc(submission.timestamp)
        notebook = self._one(
            SubmittedNotebook, notebook_id=layout.notebook, assignment_id=submitted.id
        )
        self._write_comments(layout, notebook.id, report)
        score = self._write_scores(layout, notebook.id, report)
        notebook.late_submission_penalty = self._late_penalty(layout, submitted, score)

    def _write_scores(self, layout: _Layout, notebook: str, report: GradeReport) -> float:
        """Write the automatic scores; return the sum that counts, manual scores included."""
        scores = {f"check_{task.id}": task.score for task in report.tasks}
        if unknown := scores.keys() - layout.grade_cells.keys():
            raise UsageError(
                f"the release of {report.assignment} has no cell {min(unknown)}",
                remedy=f"run `autograder release {report.assignment}`, and grade again",
            )
        grades = self._cell_rows(Grade, layout.grade_cells, notebook)
        for name, score in scores.items():
            _set_auto_score(grades[name], score)
        return sum(_score(grade) for grade in grades.values())

    def _write_comments(self, layout: _Layout, notebook: str, report: GradeReport) -> None:
        comments = self._cell_rows(Comment, layout.comment_cells, notebook)
        for task in report.tasks:
            if task.id in comments:
                comments[task.id].auto_comment = why(report, task.id)

    def _late_penalty(
        self, layout: _Layout, submitted: SubmittedAssignment, score: float
    ) -> float | None:
        """Return the points that a late hand-in loses, None for none, as nbgrader stores it."""
        if submitted.timestamp is None or layout.due is None:
            return None
        due = layout.due + (submitted.extension or timedelta())
        penalty = late_penalty(self._course.late, score, due, submitted.timestamp)
        return min(penalty, score) or None

    def _one(self, kind: Any, **keys: str) -> Any:
        """Return the row of `kind` with these keys, made when there is none."""
        row = self._db.execute(select(kind).filter_by(**keys)).scalar_one_or_none()
        if row is None:
            row = kind(**keys)
            self._db.add(row)
            self._db.flush()
        return row

    def _cell_rows(self, kind: Any, cells: dict[str, str], notebook: str) -> dict[str, Any]:
        """Return a notebook's grades or comments by cell name, with those made that are missing."""
        rows = self._db.execute(select(kind).filter_by(notebook_id=notebook)).scalars()
        by_cell = {row.cell_id: row for row in rows}
        for cell in cells.values():
            if cell not in by_cell:
                by_cell[cell] = kind(cell_id=cell, notebook_id=notebook)
                self._db.add(by_cell[cell])
        return {name: by_cell[cell] for name, cell in cells.items()}

    def _layout(self, assignment_id: str) -> _Layout:
        """Return the ids of an assignment's rows, read once for each writer."""
        if assignment_id not in self._layouts:
            self._layouts[assignment_id] = self._read_layout(assignment_id)
        return self._layouts[assignment_id]

    def _read_layout(self, assignment_id: str) -> _Layout:
        found = self._db.execute(
            select(BookAssignment.id, Notebook.id, BookAssignment.duedate)
            .join(Notebook, Notebook.assignment_id == BookAssignment.id)
            .where(BookAssignment.name == assignment_id)
            .where(Notebook.name == self._course.assignment(assignment_id).notebook)
        ).one_or_none()
        if found is None:
            raise UsageError(
                f"{self._database.name} has no cells of {assignment_id}",
                remedy=f"run `autograder grade {assignment_id}`, which puts them there",
            )
        assignment, notebook, due = found
        cells = self._db.execute(
            select(BaseCell.name, BaseCell.id, BaseCell.type).filter_by(notebook_id=notebook)
        ).all()
        return _Layout(
            assignment,
            notebook,
            due,
            {name: cell for name, cell, kind in cells if kind in ("GradeCell", "TaskCell")},
            {name: cell for name, cell, kind in cells if kind in ("SolutionCell", "TaskCell")},
        )

    def scores(self, assignment: Assignment) -> dict[str, RecordedScore]:
        """Return what the gradebook holds for an assignment, by student."""
        query = (
            select(
                SubmittedAssignment.student_id,
                SubmittedNotebook.late_submission_penalty,
                BaseCell.name,
                Grade.score,
                Grade.needs_manual_grade,
            )
            .join_from(Grade, SubmittedNotebook, SubmittedNotebook.id == Grade.notebook_id)
            .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
            .join(BookAssignment, BookAssignment.id == SubmittedAssignment.assignment_id)
            .join(BaseCell, BaseCell.id == Grade.cell_id)
            .where(BookAssignment.name == assignment.id)
            .order_by(SubmittedAssignment.student_id)
        )
        by_student: dict[str, list[Row[Any]]] = {}
        with self._database.transaction():
            for row in self._db.execute(query):
                by_student.setdefault(row.student_id, []).append(row)
        return {student: _recorded(student, rows) for student, rows in by_student.items()}


def _set_auto_score(grade: Grade, score: float | None) -> None:
    """Write an automatic score, and whether a TA has to look at it.

    Beside a manual score nbgrader asks a TA to look again after every run; here only where the
    automatic score has changed, so that a repeated run asks for nothing.
    """
    if grade.manual_score is None:
        grade.needs_manual_grade = score is None
    elif grade.auto_score != score:
        grade.needs_manual_grade = True
    grade.auto_score = score


def _score(grade: Grade) -> float:
    """Return what counts, by nbgrader's rule: manual before automatic, extra credit on top."""
    score = grade.auto_score if grade.manual_score is None else grade.manual_score
    return (score or 0.0) + (grade.extra_credit or 0.0)


def _recorded(student: str, rows: Sequence[Row[Any]]) -> RecordedScore:
    penalty = rows[0].late_submission_penalty or 0.0
    return RecordedScore(
        student_id=student,
        tasks={row.name.removeprefix("check_"): row.score for row in rows},
        late_penalty=penalty,
        score=max(0.0, sum(row.score for row in rows) - penalty),
        needs_manual_grade=any(row.needs_manual_grade for row in rows),
    )
