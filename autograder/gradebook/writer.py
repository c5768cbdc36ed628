"""Reports go into nbgrader's gradebook; what a TA has entered there is never touched."""

from collections.abc import Sequence
from typing import Any, Self

import nbformat
from nbgrader.api import Assignment as BookAssignment
from nbgrader.api import BaseCell, Grade, SubmittedAssignment, SubmittedNotebook
from nbgrader.preprocessors import SaveCells
from sqlalchemy import Row, select
from sqlalchemy.exc import SQLAlchemyError

from autograder.course import Assignment, Course
from autograder.errors import UsageError
from autograder.gradebook.batch import write_batch
from autograder.gradebook.database import Database
from autograder.gradebook.layout import Layout, read_layout
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


# So many hand-ins to a statement: databases limit the values that one may carry.
_TOGETHER = 200


class GradebookWriter:
    """A context manager over the course's gradebook, which it makes when missing.

    Raises GradebookError, naming the database and the remedy, where it cannot be read or
    written, or where another program holds its lock for more than `patience` seconds.
    """

    def __init__(self, course: Course, *, patience: float = 20.0) -> None:
        self._course = course
        self._patience = patience
        self._layouts: dict[str, Layout] = {}

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
        by_assignment: dict[str, list[tuple[GradeReport, Submission]]] = {}
        for result in results:
            by_assignment.setdefault(result[0].assignment, []).append(result)
        with self._database.transaction():
            for name, group in by_assignment.items():
                layout = self._layout(name)
                for start in range(0, len(group), _TOGETHER):
                    batch = group[start : start + _TOGETHER]
                    write_batch(self._db, layout, self._course.late, batch)

    def _layout(self, assignment_id: str) -> Layout:
        """Return the ids of an assignment's rows, read once for each writer."""
        if assignment_id not in self._layouts:
            found = read_layout(self._db, self._course.assignment(assignment_id))
            if found is None:
                raise UsageError(
                    f"{self._database.name} has no cells of {assignment_id}",
                    remedy=f"run `autograder grade {assignment_id}`, which puts them there",
                )
            self._layouts[assignment_id] = found
        return self._layouts[assignment_id]

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


def _recorded(student: str, rows: Sequence[Row[Any]]) -> RecordedScore:
    penalty = rows[0].late_submission_penalty or 0.0
    return RecordedScore(
        student_id=student,
        tasks={row.name.removeprefix("check_"): row.score for row in rows},
        late_penalty=penalty,
        score=max(0.0, sum(row.score for row in rows) - penalty),
        needs_manual_grade=any(row.needs_manual_grade for row in rows),
    )
