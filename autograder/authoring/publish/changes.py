"""What differs between two editions of a release: cells of the notebook, and other files."""

from collections.abc import Mapping
from textwrap import shorten
from typing import NamedTuple

import nbformat

from autograder.notebooks.cells import grade_id, text

_MOST_OF_A_CELL = 40  # characters of one that has no name


class _Cell(NamedTuple):
    """A cell under the name that people know it by, and all of it that students see."""

    name: str
    content: object


def changes(before: Mapping[str, bytes], now: Mapping[str, bytes], notebook: str) -> list[str]:
    """Return what is new, gone or another, each with what happened.

    A cell is named by its grade_id, "cell NAME", one without by how it begins, "text “# Title”",
    another file as "file NAME". Cells are matched by their grade_id, or by the id of Jupyter's.
    """
    found = _changed(_cells(before[notebook]), _cells(now[notebook]))
    others = [{n: data for n, data in files.items() if n != notebook} for files in (before, now)]
    # It is made of the others, and repeats the notebook's cells.
    tables = [files.pop("public_checks.json", None) for files in others]
    files = [{n: _Cell(f"file {n}", data) for n, data in other.items()} for other in others]
    found += _changed(*files)
    if not found and tables[0] != tables[1]:
        found.append("file public_checks.json")
    return found or ["the notebook's metadata"]


def _changed(before: Mapping[str, _Cell], now: Mapping[str, _Cell]) -> list[str]:
    return [
        *(
            cell.name
            for key, cell in now.items()
            if key in before and cell.content != before[key].content
        ),
        *(f"{cell.name} (new)" for key, cell in now.items() if key not in before),
        *(f"{cell.name} (gone)" for key, cell in before.items() if key not in now),
    ]


def _cells(data: bytes) -> dict[str, _Cell]:
    notebook = nbformat.reads(data.decode(), as_version=4)
    return {
        grade_id(cell) or cell.id: _Cell(
            _name(cell), (cell.cell_type, text(cell), cell.metadata.get("nbgrader"))
        )
        for cell in notebook.cells
    }


def _name(cell: nbformat.NotebookNode) -> str:
    if name := grade_id(cell):
        return f"cell {name}"
    kind = "text" if cell.cell_type == "markdown" else "cell"
    return f"{kind} “{shorten(text(cell), _MOST_OF_A_CELL, placeholder=' …')}”"
