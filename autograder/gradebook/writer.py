"""Reports go into nbgrader's gradebook; what a TA has entered there is never touched."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

import nbformat
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from autograder.course import Assignment, Course
from autograder.errors import UsageError
from autograder.gradebook import by_hand, cells
from autograder.gradebook.batch import write_batch
from autograder.gradebook.database import Database
from autograder.gradebook.excuses import excused
from autograder.gradebook.layout import Layout, read_layout
from autograder.gradebook.people import put_students
from autograder.gradebook.scores import Named, Recorded, read_extensions, read_scores, read_students
from autograder.gradebook.term import check_term, term_of
from autograder.gradebook.traces import Mark
from autograder.model import GradeReport, Submission

# So many hand-ins to a statement: databases limit the values that one may carry.
_TOGETHER = 200


class GradebookWriter:
    """A context manager over the course's gradebook, which it makes when missing.

    Raises GradebookError, naming the database and the remedy, where it cannot be read or
    written, or where another program holds its lock for more than `patience` seconds; and
    UsageError where it is another term's.
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
        if (term := term_of(self._course)) is not None:
            try:
                check_term(self._database, term)
            except BaseException:
                self._database.close()
                raise
        return self

    def __exit__(self, *error: object) -> None:
        self._database.close()

    def prepare(self, assignment: Assignment) -> None:
        """Make or update the assignment, its due date and its cells, from its release.

        Raises UsageError where hand-ins are recorded and cells that have their scores are gone.
        """
        release = self._course.release_notebook(assignment)
        if not release.is_file():
            remedy = f"run `autograder release {assignment.id}`"
            raise UsageError(f"{assignment.id} has no release", remedy=remedy)
        self._layouts.pop(assignment.id, None)
        with self._database.alone():
            self._database.gradebook.update_or_create_assignment(
                assignment.id, duedate=assignment.due
            )
            notebook = nbformat.read(release, as_version=4)
            with self._database.transaction():
                there = cells.put(self._db, assignment, notebook)
            if not there:
                self._change_cells(assignment, notebook)

    def _change_cells(self, assignment: Assignment, notebook: nbformat.NotebookNode) -> None:
        from nbgrader.preprocessors import SaveCells  # see cells

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
            raise self._lost(assignment) from error

    def check_kept(self, assignment: Assignment) -> None:
        """Raise UsageError where cells that have scores of hand-ins are gone from the release."""
        notebook = nbformat.read(self._course.release_notebook(assignment), as_version=4)
        with self._database.transaction():
            lost = cells.loses(self._db, assignment, notebook)
        if lost:
            raise self._lost(assignment)

    def _lost(self, assignment: Assignment) -> UsageError:
        return UsageError(
            f"the release of {assignment.id} lacks cells whose scores are recorded in"
            f" {self._database.name}",
            remedy="put them back, or release the changed exercise as a new assignment; or,"
            " giving up what is"
            " recorded for this one, manual scores too, run"
            f" `nbgrader db assignment remove {assignment.id} --force` and grade again",
        )

    def put_students(self, people: Mapping[str, Mapping[str, str]]) -> None:
        """Add students, or fill in their names: by id, as nbgrader's table calls the columns."""
        with self._database.transaction():
            put_students(self._db, people)

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

    def mark(
        self,
        assignment: Assignment,
        student: str,
        task: str,
        points: float | None,
        comment: str | None,
        mark: Mark,
    ) -> None:
        """Set by hand what a task counts; see by_hand.set_score."""
        with self._by_hand(assignment) as layout:
            by_hand.set_score(
                self._db, layout, self._course.late, student, task, points, comment, mark
            )

    def extend(
        self, assignment: Assignment, students: Sequence[str], extension: timedelta | None
    ) -> None:
        """Let students hand in later than others by `extension`, None for as everybody."""
        with self._by_hand(assignment) as layout:
            for student in students:
                by_hand.set_extension(self._db, layout, self._course.late, student, extension)

    def set_time(self, assignment: Assignment, student: str, submitted_at: datetime) -> None:
        """Set when a recorded hand-in was handed in; nothing where none is recorded."""
        with self._by_hand(assignment) as layout:
            by_hand.set_time(self._db, layout, self._course.late, student, submitted_at)

    @contextmanager
    def _by_hand(self, assignment: Assignment) -> Iterator[Layout]:
        self.prepare(assignment)
        with self._database.transaction():
            yield self._layout(assignment.id)

    def recorded(self, assignment: Assignment) -> Recorded:
        """Return what the gradebook holds for an assignment: scores and extensions, by student."""
        with self._database.transaction():
            scores = read_scores(self._db, assignment.id)
            extensions = read_extensions(self._db, assignment.id)
        return Recorded(scores, extensions, excused(self._course, assignment))

    def students(self) -> dict[str, Named]:
        """Return all students of the gradebook, by id."""
        with self._database.transaction():
            return read_students(self._db)


def students(course: Course) -> dict[str, Named]:
    """Return all students of the gradebook, by id; nobody where there is no gradebook yet."""
    if _is_missing(course):
        return {}
    with GradebookWriter(course) as gradebook:
        return gradebook.students()


def recorded(course: Course, assignment: Assignment) -> Recorded:
    """Return what the gradebook holds, by student; nothing where there is no gradebook yet."""
    if _is_missing(course):
        return Recorded({}, {}, excused(course, assignment))
    with GradebookWriter(course) as gradebook:
        return gradebook.recorded(assignment)


def check_kept(course: Course, assignment: Assignment) -> None:
    """Raise UsageError where cells that have scores of hand-ins are gone from the release."""
    if not _is_missing(course):
        with GradebookWriter(course) as gradebook:
            gradebook.check_kept(assignment)


def _is_missing(course: Course) -> bool:
    url = make_url(course.gradebook_url)
    return url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file()
