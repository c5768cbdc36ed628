"""What a cell is to the grading: its role in the assignment, its source, the names it defines."""

import re
from dataclasses import dataclass

from nbformat import NotebookNode

# A name bound at the left margin. By pattern and not by `ast`: a cell that does not parse has its
# names too, and no hostile source comes near a parser of the trusted process.
_DEFINITION = re.compile(
    r"^(?:(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)|(\w+)[ \t]*(?::[^=\n]+)?=(?!=))", re.MULTILINE
)


@dataclass(frozen=True)
class CodeCell:
    """A code cell to run; `grade_id` is None for a cell of the student's own."""

    cell_id: str
    grade_id: str | None
    source: str


def code_cells(notebook: NotebookNode) -> list[CodeCell]:
    """Return the code cells of a notebook in order."""
    return [
        CodeCell(cell.id, grade_id(cell), cell.source)
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]


def grade_id(cell: NotebookNode) -> str | None:
    """Return the cell's nbgrader id, None where it has none."""
    marks = cell.metadata.get("nbgrader")
    if not isinstance(marks, dict):
        return None
    name = marks.get("grade_id")
    return name if isinstance(name, str) and name else None


def is_locked(cell: NotebookNode) -> bool:
    """Say whether nbgrader locks this cell of a release: given code and checks, not solutions."""
    marks = cell.metadata.nbgrader
    return not marks.get("solution") and bool(marks.get("grade") or marks.get("locked"))


def marks(cell: NotebookNode) -> tuple[object, ...]:
    """Return what the nbgrader metadata of a cell say, without what says nothing."""
    found = cell.metadata.get("nbgrader") or {}
    flags = tuple(found.get(key, False) for key in ("grade", "solution", "locked", "task"))
    return (*flags, found.get("points") if found.get("grade") else None)


@dataclass(frozen=True)
class Content:
    """What a cell can be recognised by: its type, its trimmed text, the names that it defines."""

    cell_type: str
    text: str
    names: frozenset[str]


def content(cell: NotebookNode) -> Content:
    """Return what the cell can be recognised by."""
    pairs = _DEFINITION.findall(cell.source) if cell.cell_type == "code" else []
    names = frozenset(name for pair in pairs for name in pair if name)
    return Content(cell.cell_type, _trimmed(cell.source), names)


def same_source(one: NotebookNode, other: NotebookNode) -> bool:
    """Say whether two cells have one source, up to white space at the ends of lines."""
    return _trimmed(one.source) == _trimmed(other.source)


def _trimmed(source: str) -> str:
    return "\n".join(line.rstrip() for line in source.strip().split("\n"))
