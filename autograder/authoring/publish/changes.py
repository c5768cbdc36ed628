"""What differs between two editions of a release: cells of the notebook, and other files."""

from collections.abc import Mapping

import nbformat

from autograder.notebooks.cells import grade_id, text


def changes(before: Mapping[str, bytes], now: Mapping[str, bytes], notebook: str) -> list[str]:
    """Return what is new, gone or another, each as "cell NAME" or "file NAME" with what happened.

    Cells are matched by their grade_id, or by the id that Jupyter gave them.
    """
    found = _changed("cell", _cells(before[notebook]), _cells(now[notebook]))
    others = [{n: data for n, data in files.items() if n != notebook} for files in (before, now)]
    # It is made of the others, and repeats the notebook's cells.
    tables = [files.pop("public_checks.json", None) for files in others]
    found += _changed("file", *others)
    if not found and tables[0] != tables[1]:
        found.append("file public_checks.json")
    return found or ["the notebook's metadata"]


def _changed(kind: str, before: Mapping[str, object], now: Mapping[str, object]) -> list[str]:
    return [
        *(f"{kind} {name}" for name in now if name in before and now[name] != before[name]),
        *(f"{kind} {name} (new)" for name in now if name not in before),
        *(f"{kind} {name} (gone)" for name in before if name not in now),
    ]


def _cells(data: bytes) -> dict[str, object]:
    notebook = nbformat.reads(data.decode(), as_version=4)
    return {
        grade_id(cell) or cell.id: (cell.cell_type, text(cell), cell.metadata.get("nbgrader"))
        for cell in notebook.cells
    }
