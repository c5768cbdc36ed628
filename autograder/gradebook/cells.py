"""The cells of a release in the gradebook, as nbgrader's SaveCells saves them.

SaveCells comes with nbconvert, which takes long to import, and takes no further cell once hand-ins
are recorded. It is left what is difficult: changing cells that are recorded already.
"""

import json
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Assignment as BookAssignment
from nbgrader.api import (
    Comment,
    Grade,
    GradeCell,
    Notebook,
    SolutionCell,
    SourceCell,
    SubmittedNotebook,
    TaskCell,
)
from nbgrader.utils import is_grade, is_locked, is_solution, is_task
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from autograder.course import Assignment
from autograder.gradebook.layout import trace_name

# What is kept of each kind of cell, beside its name.
_COLUMNS: dict[Any, tuple[str, ...]] = {
    GradeCell: ("max_score", "cell_type"),
    SolutionCell: (),
    TaskCell: ("max_score", "cell_type"),
    SourceCell: ("cell_type", "locked", "source", "checksum"),
}

_Cells = dict[Any, dict[str, tuple[Any, ...]]]


def put(db: Session, assignment: Assignment, release: NotebookNode) -> bool:
    """Put the cells of `release` there, in the open transaction: all, or those of a later edition.

    Returns whether just these stand there now: not where others do.
    """
    wanted = _of_release(release)
    notebook = _notebook(db, assignment)
    if notebook is not None:
        _extend(db, notebook.id, wanted)
        return _recorded(db, notebook.id) == wanted
    week = select(BookAssignment.id).where(BookAssignment.name == assignment.id)
    kernel = json.dumps(release.metadata.get("kernelspec", {}))
    new = Notebook(
        name=assignment.notebook, assignment_id=db.scalars(week).one(), kernelspec=kernel
    )
    db.add(new)
    db.flush()
    _add(db, new.id, wanted)
    return True


def loses(db: Session, assignment: Assignment, release: NotebookNode) -> bool:
    """Say whether cells that have scores or comments of hand-ins are gone from `release`."""
    notebook = _notebook(db, assignment)
    if notebook is None:
        return False
    hand_in = db.scalar(select(SubmittedNotebook.id).filter_by(notebook_id=notebook.id).limit(1))
    return hand_in is not None and _scored_are_gone(
        _recorded(db, notebook.id), _of_release(release)
    )


def _notebook(db: Session, assignment: Assignment) -> Notebook | None:
    return db.scalar(
        select(Notebook)
        .join(BookAssignment, BookAssignment.id == Notebook.assignment_id)
        .where(BookAssignment.name == assignment.id, Notebook.name == assignment.notebook)
    )


def _scored_are_gone(there: _Cells, wanted: _Cells) -> bool:
    return any(
        there[kind].keys() - wanted[kind].keys() for kind in _COLUMNS if kind is not SourceCell
    )


def _extend(db: Session, notebook: str, wanted: _Cells) -> None:
    """Add the cells that a later edition has brought, and a row of each for every hand-in.

    Given cells that are gone go; where anything that has scores or comments is gone, nothing is
    done: they would be lost with it.
    """
    there = _recorded(db, notebook)
    if _scored_are_gone(there, wanted):
        return
    gone = there[SourceCell].keys() - wanted[SourceCell].keys()
    new = {
        kind: {name: values for name, values in cells.items() if name not in there[kind]}
        for kind, cells in wanted.items()
    }
    if not gone and not any(new.values()):
        return
    for cell in db.scalars(
        select(SourceCell).where(SourceCell.notebook_id == notebook, SourceCell.name.in_(gone))
    ):
        db.delete(cell)
    traced = _ids(db, notebook, GradeCell)
    added = _add(db, notebook, new)
    hand_ins = db.scalars(select(SubmittedNotebook.id).filter_by(notebook_id=notebook)).all()
    for cell in added:
        for hand_in in hand_ins:
            if isinstance(cell, GradeCell | TaskCell):
                db.add(Grade(cell_id=cell.id, notebook_id=hand_in, needs_manual_grade=True))
            if isinstance(cell, SolutionCell | TaskCell):
                db.add(Comment(cell_id=cell.id, notebook_id=hand_in))
    db.flush()
    _move_traces(db, traced, _ids(db, notebook, GradeCell))


def _move_traces(db: Session, before: dict[str, str], now: dict[str, str]) -> None:
    """Let the traces lie where they are looked for (see `Layout.trace_cell`)."""
    old, new = before[trace_name(before)], now[trace_name(now)]
    if old != new:
        db.execute(update(Comment).where(Comment.cell_id == old).values(cell_id=new))


def _add(db: Session, notebook: str, cells: _Cells) -> list[Any]:
    added = [
        kind(name=name, notebook_id=notebook, **dict(zip(_COLUMNS[kind], values, strict=True)))
        for kind, of_kind in cells.items()
        for name, values in of_kind.items()
    ]
    db.add_all(added)
    db.flush()
    return added


def _ids(db: Session, notebook: str, kind: Any) -> dict[str, str]:
    return dict(db.execute(select(kind.name, kind.id).where(kind.notebook_id == notebook)).all())


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
