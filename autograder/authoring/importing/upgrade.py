"""A notebook of any format as one of nbformat 4.5, its cells marked by nbgrader's schema 3."""

import json
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.nbgraderformat import SCHEMA_VERSION, MetadataValidator

from autograder.errors import SubmissionError, UsageError
from autograder.notebooks.read import parsed, read_bytes

_PYTHON = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
_MOST_SHOWN = 40  # characters of what stood in the place of points
_FLAGS = ("grade", "solution", "locked", "task")


def read_upgraded(path: Path) -> Any:
    """Return the notebook at `path` in today's formats, without outputs.

    Each of its cells has either no nbgrader metadata, or some with all flags, a grade_id ("" where
    there was none) and points, and what these `were` where that can be none. Raises UsageError
    where it is no notebook, or is not in Python.
    """
    try:
        # JSON may hold halves of characters, which no file can.
        text = json.dumps(parsed(read_bytes(path)), ensure_ascii=False)
        notebook = nbformat.reads(text.encode("utf-8", "replace").decode(), as_version=4)
        nbformat.validate(notebook, relax_add_props=True)
    except SubmissionError as error:
        raise _refused(path, error.fault.replace("hand-in", "file")) from None
    except Exception as error:  # nbformat lets many types through for a damaged file
        raise _refused(path, str(error).splitlines()[0] if str(error) else "damaged") from None
    _check_language(path, notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        _upgrade(cell)
    notebook.metadata = nbformat.from_dict({"kernelspec": _PYTHON})
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    return notebook


def _refused(path: Path, fault: str) -> UsageError:
    return UsageError(
        f"{path} cannot be read as a notebook: {fault}",
        remedy="open it in Jupyter and save it again, or take it out of the folder; nothing has"
        " been imported",
    )


def _check_language(path: Path, notebook: Any) -> None:
    kernel = notebook.metadata.get("kernelspec", {})
    language = str(kernel.get("language") or kernel.get("name") or "python")
    if "python" not in language.lower():
        raise UsageError(
            f"{path} is written in {language}, and only Python can be graded here",
            remedy="take it out of the folder; nothing has been imported",
        )


def _upgrade(cell: Any) -> None:
    """Bring one cell's metadata to schema 3, whatever they were."""
    marks = cell.metadata.get("nbgrader")
    if not isinstance(marks, dict):
        cell.metadata.pop("nbgrader", None)
        return
    version = marks.get("schema_version")
    if type(version) is not int or not 0 <= version <= SCHEMA_VERSION:
        marks["schema_version"] = 0
    try:
        MetadataValidator().upgrade_cell_metadata(cell)
    except Exception:  # whatever the metadata hold: what can be understood is taken below
        marks = {**marks, "points": 0}
    marks = cell.metadata.get("nbgrader", {}) if "nbgrader" in cell.metadata else {}
    flags = {flag: marks.get(flag) is True for flag in _FLAGS}
    if not any(flags.values()):
        cell.metadata.pop("nbgrader", None)
        return
    name, points = marks.get("grade_id"), marks.get("points")
    cell.metadata["nbgrader"] = nbformat.from_dict(
        {
            **flags,
            "schema_version": SCHEMA_VERSION,
            "grade_id": "".join(filter(str.isprintable, name)) if isinstance(name, str) else "",
            "points": _points(points),
            **({} if _is_kept(points) else {"were": str(points)[:_MOST_SHOWN]}),
        }
    )


def _is_kept(points: object) -> bool:
    return points is None or _points(points) == points


def _points(value: object) -> float:
    try:
        points = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return 0.0
    return points if 0 <= points < float("inf") else 0.0
