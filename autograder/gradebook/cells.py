"""Tells whether the gradebook holds the cells of a release already, as nbgrader would save them."""

from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Assignment as BookAssignment
from nbgrader.api import GradeCell, Notebook, SolutionCell, SourceCell, TaskCell
from nbgrader.utils import is_grade, is_locked, is_solution, is_task
from sqlalchemy import select
from sqlalchemy.orm import Session

from autograder.course import Assignment

# What nbgrader's SaveCells keeps of each kind of cell, beside its name.
_COLUMNS: dict[Any, tuple[str, ...]] = {
    GradeCell: ("max_score", "cell_type"),
    SolutionCell: (),
    TaskCell: ("max_score", "cell_type"),
    SourceCell: ("cell_type", "locked", "source", "checksum"),
}


def are_saved(db: Session, assignment: Assignment, release: NotebookNode) -> bool:
    """Whether saving the cells of `release` once more would change nothing."""
    wanted = _of_release(release)
    return all(_recorded(db, assignment, kind) == wanted[kind] for kind in _COLUMNS)


def _of_release(release: NotebookNode) -> dict[Any, dict[str, tuple[Any, ...]]]:
    found: dict[Any, dict[str, tuple[Any, ...]]] = {kind: {} for kind in _COLUMNS}
    for cell in release.cells:
        kinds = [(GradeCell, is_grade), (SolutionCell, is_solution), (TaskCell, is_task)]
        of = [kind for kind, belongs in kinds if belongs(cell)]
        if not of and not is_locked(cell):
            continue
        marks = cell.metadata.nbgrader
        values = {
            "max_score": float(marks.get("points") or 0),
            "cell_type": cell.cell_type,
            "locked": is_locked(cell),
            "source": cell.source,
            "checksum": marks.get("checksum"),
        }
        for kind in (*of, SourceCell):
            found[kind][marks["grade_id"]] = tuple(values[name] for name in _COLUMNS[kind])
    return found


def _recorded(db: Session, assignment: Assignment, kind: Any) -> dict[str, tuple[Any, ...]]:
    query = (
        select(kind.name, *(getattr(kind, name) for name in _COLUMNS[kind]))
        .join(Notebook, Notebook.id == kind.notebook_id)
        .join(BookAssignment, BookAssignment.id == Notebook.assignment_id)
        .where(BookAssignment.name == assignment.id, Notebook.name == assignment.notebook)
    )
    return {name: tuple(values) for name, *values in db.execute(query)}
