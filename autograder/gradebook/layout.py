"""Where an assignment stands in the gradebook: the ids of its rows, read once for each writer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from nbgrader.api import Assignment as BookAssignment
from nbgrader.api import BaseCell, Notebook
from sqlalchemy import select
from sqlalchemy.orm import Session

from autograder.course import Assignment


@dataclass(frozen=True)
class Layout:
    """The database's ids of one assignment, and of its cells by name; `due` is naive UTC."""

    name: str
    assignment: str
    notebook: str
    due: datetime | None
    grade_cells: dict[str, str]
    comment_cells: dict[str, str]

    @property
    def trace_cell(self) -> str:
        """The id of the check cell whose automatic comment is the trace (see `traces`)."""
        return self.grade_cells[trace_name(self.grade_cells)]

    @property
    def by_hand(self) -> frozenset[str]:
        """The names of the cells that no check scores."""
        return frozenset(name for name in self.grade_cells if not name.startswith("check_"))

    def grade_cell(self, part: str) -> str:
        """Return the name of the cell that has the points of a task, or of a part by hand."""
        return part if part in self.by_hand else f"check_{part}"

    def comment_cell(self, grade_cell: str) -> str | None:
        """Return the id of the cell with the comments on what `grade_cell` scores, by its name."""
        return self.comment_cells.get(grade_cell.removeprefix("check_"))


def trace_name(grade_cells: Iterable[str]) -> str:
    """Return which of an assignment's grade cells, by name, has the trace."""
    return min(name for name in grade_cells if name.startswith("check_"))


def read_layout(db: Session, assignment: Assignment) -> Layout | None:
    """Return where `assignment` stands, None where the gradebook has no cells of it."""
    found = db.execute(
        select(BookAssignment.id, Notebook.id, BookAssignment.duedate)
        .join(Notebook, Notebook.assignment_id == BookAssignment.id)
        .where(BookAssignment.name == assignment.id)
        .where(Notebook.name == assignment.notebook)
    ).one_or_none()
    if found is None:
        return None
    assignment_id, notebook_id, due = found
    cells = db.execute(
        select(BaseCell.name, BaseCell.id, BaseCell.type).filter_by(notebook_id=notebook_id)
    ).all()
    return Layout(
        assignment.id,
        assignment_id,
        notebook_id,
        due,
        {name: cell for name, cell, kind in cells if kind in ("GradeCell", "TaskCell")},
        {name: cell for name, cell, kind in cells if kind in ("SolutionCell", "TaskCell")},
    )
