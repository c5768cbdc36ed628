"""From parsed JSON to a valid notebook of format 4.5 that holds nothing but what grading needs.

Outputs, execution counts and all metadata that nobody reads are dropped: saved outputs must never
look as if the grader had made them, and text in metadata reaches the TA's browser.
"""

import re
from collections.abc import Iterable
from itertools import islice
from typing import Any

from autograder.errors import SubmissionError
from autograder.notebooks.node import NotebookNode, from_dict

MAX_CELLS = 5_000
MAX_SOURCE = 2 * 2**20  # characters of one cell
MAX_CODE = 4 * 2**20  # characters of all code cells
MAX_TEXT = 200_000  # characters of one text cell: it earns nothing, and no more of it is shown
_MOST_TAGS = 50  # of one cell
_MOST_ATTACHMENTS = 100  # of one cell

_CELL_ID = re.compile(r"[A-Za-z0-9_-]{1,64}\Z")
_TAG = re.compile(r"[A-Za-z0-9_-]{1,64}\Z")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*\Z")
_IMAGES = ("image/png", "image/jpeg", "image/gif")
_REMEDY = "open the notebook in Jupyter, save it, and hand that file in"


def normalised(data: Any) -> NotebookNode:
    """Return the notebook that the JSON `data` holds; raise SubmissionError where it holds none."""
    if not isinstance(data, dict):
        raise _refused("the file is not a notebook")
    cells = _cells(data)
    if len(cells) > MAX_CELLS:
        raise _refused(f"the notebook has more than {MAX_CELLS} cells")
    built = [_cell(cell, number) for number, cell in enumerate(cells, 1)]
    if sum(len(cell["source"]) for cell in built if cell["cell_type"] == "code") > MAX_CODE:
        raise _refused(f"the notebook has more than {MAX_CODE} characters of code")
    give_unique_ids(built)
    return from_dict(
        {
            "cells": built,
            "metadata": _notebook_metadata(data.get("metadata")),
            "nbformat": 4,
            "nbformat_minor": 5,
        }
    )


def give_unique_ids(cells: Iterable[dict[str, Any]], taken: Iterable[str] = ()) -> None:
    """Replace the ids of cells that are malformed or in use already.

    By count and not at random, so that the same hand-in always gets the same ids.
    """
    used = set(taken)
    for number, cell in enumerate(cells, 1):
        name = cell.get("id")
        if not isinstance(name, str) or not _CELL_ID.match(name) or name in used:
            name = f"cell-{number}"
            while name in used:
                name += "x"
            cell["id"] = name
        used.add(name)


def _refused(fault: str) -> SubmissionError:
    return SubmissionError(fault, remedy=_REMEDY)


def _cells(data: dict[str, Any]) -> list[Any]:
    """Return the cells, those of a notebook in the old format 3 rewritten."""
    version = data.get("nbformat")
    if type(version) is not int:
        raise _refused("the file is not a notebook: it does not say its format")
    if version == 3:
        sheets = data.get("worksheets")
        if not isinstance(sheets, list) or not all(isinstance(sheet, dict) for sheet in sheets):
            raise _refused("the notebook has no cells")
        return [_of_format_3(cell) for sheet in sheets for cell in _list(sheet.get("cells"))]
    if version != 4:
        raise _refused(f"the notebook is in format {str(version)[:20]}, which cannot be read")
    return _list(data.get("cells"))


def _list(cells: Any) -> list[Any]:
    if not isinstance(cells, list):
        raise _refused("the notebook has no cells")
    return cells


def _of_format_3(cell: Any) -> Any:
    if not isinstance(cell, dict):
        return cell
    if cell.get("cell_type") == "code":
        return {**cell, "source": cell.get("input", "")}
    if cell.get("cell_type") == "heading":
        level = cell.get("level")
        hashes = "#" * level if type(level) is int and 1 <= level <= 6 else "#"
        return {**cell, "cell_type": "markdown", "source": f"{hashes} {_text(cell) or ''}"}
    return cell


def _cell(cell: Any, number: int) -> dict[str, Any]:
    if not isinstance(cell, dict):
        raise _refused(f"cell {number} of the notebook is not a cell")
    kind = cell.get("cell_type")
    if kind not in ("code", "markdown", "raw"):
        raise _refused(f"cell {number} of the notebook is neither code nor text")
    source = _text(cell)
    if source is None:
        raise _refused(f"the content of cell {number} of the notebook is not text")
    if kind != "code" and len(source) > MAX_TEXT:
        source = f"{source[:MAX_TEXT]}\n\n[cut: the text of this cell is longer than can be shown]"
    if len(source) > MAX_SOURCE:
        raise _refused(f"cell {number} of the notebook is longer than {MAX_SOURCE} characters")
    built: dict[str, Any] = {
        "cell_type": kind,
        "id": cell.get("id"),
        "metadata": _cell_metadata(cell.get("metadata")),
        "source": source,
    }
    if kind == "code":
        built |= {"execution_count": None, "outputs": []}
    elif attachments := _attachments(cell.get("attachments")):
        built["attachments"] = attachments
    return built


def _text(cell: dict[str, Any]) -> str | None:
    """Return the cell's source as one string, None where it is no text."""
    source = cell.get("source", "")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        return None
    # A lone surrogate is legal in JSON, and no file or message can be written with it.
    clean = source.encode("utf-8", "replace").decode() if not source.isascii() else source
    return clean.replace("\r\n", "\n").replace("\r", "\n")


def _cell_metadata(metadata: Any) -> dict[str, Any]:
    if not isinstance(metadata, dict):
        return {}
    kept = {
        key: metadata[key] for key in ("deletable", "editable") if type(metadata.get(key)) is bool
    }
    marks, tags = metadata.get("nbgrader"), metadata.get("tags")
    if isinstance(marks, dict) and isinstance(marks.get("grade_id"), str):
        # Flat: no mark is a list or a mapping, and depth would cost whoever copies or compares.
        kept["nbgrader"] = {key: mark for key, mark in marks.items() if _is_plain(mark)}
    if isinstance(tags, list):
        plain = [tag for tag in tags[:_MOST_TAGS] if isinstance(tag, str) and _TAG.match(tag)]
        kept["tags"] = list(dict.fromkeys(plain))
    return kept


def _is_plain(value: Any) -> bool:
    return value is None or isinstance(value, (bool, int, float, str))


def _notebook_metadata(metadata: Any) -> dict[str, Any]:
    """Return the kernel and the language; the kernel is left out where it is malformed."""
    if not isinstance(metadata, dict):
        return {}
    kept: dict[str, Any] = {}
    kernel, language = metadata.get("kernelspec"), metadata.get("language_info")
    if isinstance(kernel, dict):
        words = {key: kernel.get(key) for key in ("display_name", "language", "name")}
        words = {key: _word(word) for key, word in words.items() if isinstance(word, str)}
        if {"display_name", "name"} <= words.keys():
            kept["kernelspec"] = words
    if isinstance(language, dict) and isinstance(language.get("name"), str):
        kept["language_info"] = {"name": _word(language["name"])}
    return kept


def _word(text: str) -> str:
    return "".join(c for c in text[:100] if c.isprintable() and c not in "<>&\"'")


def _attachments(attachments: Any) -> dict[str, dict[str, str]]:
    """Return the pictures among a text cell's attachments: no SVG, no HTML, nothing that runs."""
    if not isinstance(attachments, dict):
        return {}
    kept = {}
    for name, bundle in islice(attachments.items(), _MOST_ATTACHMENTS):
        if not isinstance(bundle, dict) or not name.isprintable():
            continue
        pictures = {
            kind: data
            for kind in _IMAGES
            if isinstance(data := bundle.get(kind), str) and _BASE64.match(data)
        }
        if pictures:
            kept[name] = pictures
    return kept
