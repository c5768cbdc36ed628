"""The cells of a release in the gradebook, as nbgrader's SaveCells saves them.

SaveCells comes with nbconvert, which takes long to import. It is left what is difficult: changing
cells that are recorded already.
"""

import json
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Assignment as BookAssignment
from nbgrader.api import GradeCell, Notebook, SolutionCell, SourceCell, TaskCell
from nbgrader.utils import is_grade, is_locked, is_solution, is_task
from sqlalchemy import select
from sqlalchemy.orm import Session

from autograder.course import Assignment

# What is kept of each kind of cell, beside its name.
_COLUMNS: dict[Any, tuple[str, ...]] = {
    GradeCell: ("max_score", "cell_type"),
    SolutionCell: (),
    TaskCell: ("max_score", "cell_type"),
    SourceCell: ("cell_type", "locked", "source", "checksum"),
}

_Cells = dict[Any, dict[str, tuple[Any, ...]]]


def put(db: Session, assignment: Assignment, release: NotebookNode) -> bool:
    """Put the cells of `release` there, in the open transaction, where there are none yet.

    Returns whether they stand there now: not where others do.
    """
    wanted = _of_release(release)
    notebook = db.scalar(
        select(Notebook)
        .join(BookAssignment, BookAssignment.id == Notebook.assignment_id)
        .where(BookAssignment.name == assignment.id, Notebook.name == assignment.notebook)
    )
    if notebook is not None:
        return _recorded(db, notebook.id) == wanted
    week = select(BookAssignment.id).where(BookAssignment.name == assignment.id)
    kernel = json.dumps(release.metadata.get("kernelspec", {}))
    new = Notebook(
        name=assignment.notebook, assignment_id=db.scalars(week).one(), kernelspec=kernel
    )
    db.add(new)
    db.flush()
    for kind, cells in wanted.items():
        for name, values in cells.items():
            columns = dict(zip(_COLUMNS[kind], values, strict=True))
            db.add(kind(name=name, notebook_id=new.id, **columns))
    return True


def _of_release(release: NotebookNode) -> _Cells:
    found: _Cells = {kind: {} for kind in _COLUMNS}
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


def _recorded(db: Session, notebook: str) -> _Cells:
    found: _Cells = {}
    for kind, columns in _COLUMNS.items():
        query = select(kind.name, *(getattr(kind, name) for name in columns))
        rows = db.execute(query.where(kind.notebook_id == notebook))
        found[kind] = {name: tuple(values) for name, *values in rows}
    return found
