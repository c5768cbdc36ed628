"""What a cell is to the grading: its role in the assignment, its source, the names it defines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from autograder.notebooks.node import NotebookNode
from autograder.worker.definitions import Role

# A name bound at the left margin. By pattern and not by `ast`: a cell that does not parse has its
# names too, and no hostile source comes near a parser of the trusted process.
_DEFINITION = re.compile(
    r"^(?:(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)|(\w+)[ \t]*(?::[^=\n]+)?=(?!=))", re.MULTILINE
)


_STUB = "raise NotImplementedError"  # what nbgrader puts in place of a solution
_MOST_NAMES = 1000  # of one cell that are looked at


@dataclass(frozen=True)
class CodeCell:
    """A code cell to run; `grade_id` is None for a cell of the student's own.

    `given` is a cell of ours. Of a task's cell `answers` are the names that it defines, `stubs`
    those that it is to define and leaves open, `helpers` the answers that no task asks for.
    """

    cell_id: str
    grade_id: str | None
    source: str
    given: bool = False
    answers: tuple[str, ...] = ()
    helpers: tuple[str, ...] = ()
    stubs: tuple[str, ...] = ()

    @property
    def role(self) -> Role:
        """What the worker is told of it."""
        return {
            "given": self.given,
            "answers": [*self.answers],
            "helpers": [*self.helpers],
            "stubs": [*self.stubs],
        }


def code_cells(notebook: NotebookNode, released: NotebookNode | None = None) -> list[CodeCell]:
    """Return the code cells of a notebook in order.

    Where it was repaired against `released`, with what each is to the tasks.
    """
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    if released is None:
        return [CodeCell(cell.id, grade_id(cell), cell.source) for cell in code]
    asked = {
        grade_id(place): content(place).names
        for place in released.cells
        if grade_id(place) is not None and not is_locked(place)
    }
    return [_with_role(cell, asked) for cell in code]


def _with_role(cell: NotebookNode, asked: dict[str | None, frozenset[str]]) -> CodeCell:
    name = grade_id(cell)
    if name not in asked:
        return CodeCell(cell.id, name, cell.source, given=name is not None)
    # The last definition in a cell wins.
    is_open = dict(islice(_defined(cell.source), _MOST_NAMES))
    others = {other for task, names in asked.items() if task != name for other in names}
    answers = tuple(n for n in is_open if not is_open[n] and n not in others)
    return CodeCell(
        cell.id,
        name,
        cell.source,
        answers=answers,
        helpers=tuple(n for n in answers if n not in asked[name]),
        stubs=tuple(n for n in is_open if is_open[n] and n in asked[name]),
    )


def _defined(source: str) -> Iterator[tuple[str, bool]]:
    """Yield each name that is bound at the left margin, and whether what follows is a stub."""
    found = list(_DEFINITION.finditer(source))
    ends = [*(match.start() for match in found), len(source)][1:]
    for match, end in zip(found, ends, strict=True):
        yield match[1] or match[2], _STUB in source[match.end() : end]


def functions(source: str) -> dict[str, str]:
    """Return the text of each function and class that a cell defines at its margin, by name."""
    found = list(islice(_DEFINITION.finditer(source), _MOST_NAMES))
    ends = [*(match.start() for match in found), len(source)][1:]
    pairs = zip(found, ends, strict=True)
    return {match[1]: _trimmed(source[match.start() : end]) for match, end in pairs if match[1]}


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


def text(cell: NotebookNode) -> str:
    """Return a cell's source without white space around it and at the ends of lines."""
    return _trimmed(cell.source)


def same_source(one: NotebookNode, other: NotebookNode) -> bool:
    """Say whether two cells have one source, up to white space at the ends of lines."""
    return _trimmed(one.source) == _trimmed(other.source)


def _trimmed(source: str) -> str:
    return "\n".join(line.rstrip() for line in source.strip().split("\n"))
