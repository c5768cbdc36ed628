"""Where an assignment stands in the gradebook: the ids of its rows, read once for each writer."""

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
