"""Makes what comes out of a hand-in inert: text, tables and pictures, and nothing that acts.

A notebook that we write is opened in formgrader, JupyterLab and VS Code, which run what they find
in it. No module here knows which of them reads it: what stays is inert in any of them.

    text      no terminal escapes but colours, no control characters, nothing that reorders text
    markdown  no HTML, links to the web alone, no remote picture, mathematics stays
    html      the tags and attributes of tables and of plain text, by an allow-list
    pictures  PNG, JPEG and GIF that are what they say
    outputs   the above for whatever a code cell showed
"""

import re
from itertools import islice
from typing import Any

from autograder.notebooks.clean.markdown import MAX_CHARACTERS, markdown
from autograder.notebooks.clean.outputs import Outputs
from autograder.notebooks.clean.pictures import pictures
from autograder.notebooks.clean.text import line, text
from autograder.notebooks.node import NotebookNode, from_dict

__all__ = ["line", "markdown", "notebook", "text"]

_MOST_TEXT = 2_000_000  # characters in text cells; cleaning a million takes 0.2 s
_MOST_ATTACHMENTS = 200
_CELL_METADATA = ("nbgrader", "tags", "deletable", "editable")
_WORDS = {"kernelspec": ("display_name", "language", "name"), "language_info": ("name",)}
_WORD = re.compile(r"[A-Za-z0-9][\w .()+-]{0,60}", re.ASCII)


def notebook(executed: NotebookNode) -> NotebookNode:
    """Return a copy of a repaired and executed notebook in which nothing can act.

    Given text is cleaned like the student's: nothing tells an edited copy from the original.
    """
    cells = _Cells()
    return from_dict(
        {
            "cells": [cells.clean(cell) for cell in executed.cells],
            "metadata": _metadata(executed.metadata),
            "nbformat": executed.nbformat,
            "nbformat_minor": executed.nbformat_minor,
        }
    )


class _Cells:
    """Cleans the cells of one notebook, as much of them as a notebook may hold."""

    def __init__(self) -> None:
        self._outputs = Outputs()
        self._text_left = _MOST_TEXT
        self._attachments_left = _MOST_ATTACHMENTS

    def clean(self, cell: NotebookNode) -> dict[str, Any]:
        """Return a cell, cleaned."""
        clean: dict[str, Any] = {
            "cell_type": cell.cell_type,
            "id": cell.id,
            "metadata": {key: cell.metadata[key] for key in _CELL_METADATA if key in cell.metadata},
        }
        if cell.cell_type == "code":
            # Code is shown as text everywhere; what could reorder it before the TA's eyes goes.
            clean["source"] = text(cell.source, colours=False)
            clean["execution_count"] = cell.execution_count
            clean["outputs"] = self._outputs.clean(cell.outputs)
            return clean
        attached = dict(islice(cell.get("attachments", {}).items(), self._attachments_left))
        self._attachments_left -= len(attached)
        if attachments := pictures(attached):
            clean["attachments"] = attachments
        clean["source"] = markdown(cell.source, attachments, min(MAX_CHARACTERS, self._text_left))
        self._text_left = max(0, self._text_left - len(cell.source))
        return clean


def _metadata(metadata: NotebookNode) -> dict[str, Any]:
    """Return the kernel and the language where they are plain words: they end up in markup."""
    kept: dict[str, Any] = {}
    for key, names in _WORDS.items():
        found = metadata.get(key)
        words = {name: found.get(name) for name in names} if isinstance(found, dict) else {}
        if words and all(isinstance(w, str) and _WORD.fullmatch(w) for w in words.values()):
            kept[key] = words
    return kept
