"""The source notebook of a week, from the cells of an assignment."""

from collections.abc import Mapping, Sequence
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.nbgraderformat import SCHEMA_VERSION

from autograder.authoring.importing.pieces import ANSWER_HERE, Kind, Piece
from autograder.authoring.importing.tests import split

_KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
_HAND_IN = (
    "**Before you hand in:** *Kernel → Restart Kernel and Run All Cells*, then save. Then run the"
    " cell below once more: it runs the saved file from the top as the grader will, says what would"
    " be graded as missing, and writes a receipt beside it. Hand in the notebook alone."
)
_MAY_RAISE = "raises-exception"  # in an open notebook, without ending `Run All`


def notebook_of(name: str, pieces: Sequence[Piece], points: Mapping[str, float]) -> Any:
    """Return the notebook; `points` are those of the tasks, each of which gets its check cell."""
    first = next((i for i, one in enumerate(pieces) if one.kind is not Kind.TEXT), len(pieces))
    cells: list[Any] = []
    for place, one in enumerate(pieces):
        if place == first:
            cells.append(_given("given_check", "from autograder.public import check"))
        cells += _cells(one, points)
    cells.append(new_markdown_cell(_HAND_IN, id="text_hand_in"))
    final = f'from autograder.public import final_check\n\nfinal_check("{name}.ipynb")'
    cells.append(_given("given_hand_in", final))
    whole = {"cells": cells, "metadata": {"kernelspec": _KERNEL}, "nbformat": 4}
    return nbformat.from_dict({**whole, "nbformat_minor": 5})


def _cells(one: Piece, points: Mapping[str, float]) -> list[Any]:
    """Return what a cell becomes, and say so; nothing for one that is a check now."""
    if one.kind is Kind.TEXT:
        return [_text(one)]
    if one.kind is Kind.GIVEN:
        return _given_code(one)
    if one.kind is Kind.ANSWER:
        answer = _marked(one, solution=True)
        return [answer, _check(one.name, points[one.name])] if one.name in points else [answer]
    if one.kind is Kind.BY_HAND:
        return [_by_hand(one)]
    return [] if one.became else _test_without_task(one)


def _text(one: Piece) -> Any:
    one.became = one.became or ("text, locked" if one.name else "text")
    return _marked(one, locked=True) if one.name else _bare(one)


def _given_code(one: Piece) -> list[Any]:
    if one.became:  # left out
        return []
    one.became = "given code, locked"
    _show_visible(one)
    return [_marked(one, locked=True)]


def _by_hand(one: Piece) -> Any:
    if one.points:
        task = one.cell.metadata["nbgrader"].get("task", False)
        return _marked(one, grade=not task, solution=not task, locked=task, task=task)
    if one.cell.cell_type == "code":
        return _marked(one, solution=True)
    if one.cell.metadata["nbgrader"].get("solution"):
        one.cell.source = ANSWER_HERE
    return _bare(one)


def _test_without_task(one: Piece) -> list[Any]:
    """Keep what students saw of a test that gives no points."""
    _show_visible(one)
    if not one.cell.source.strip():
        one.became = "left out"
        return []
    one.became = "given code, locked, that gives no points"
    one.cell.metadata["tags"] = [*one.cell.metadata.get("tags", []), _MAY_RAISE]
    return [_marked(one, locked=True)]


def _show_visible(one: Piece) -> None:
    if "HIDDEN TESTS" not in one.cell.source:
        return
    try:
        visible, hidden = split(one.cell.source)
    except ValueError:
        visible, hidden = "", one.cell.source
    one.cell.source = visible
    if hidden:
        one.hand.append("its hidden tests are left out")


def _bare(one: Piece) -> Any:
    if one.name:
        one.cell.id = one.name
    tags = one.cell.metadata.get("tags")
    one.cell.metadata = nbformat.from_dict({"tags": tags} if tags else {})
    return one.cell


def _marked(one: Piece, **flags: bool) -> Any:
    cell = _bare(one)
    worth = {"points": one.points} if flags.get("grade") or flags.get("task") else {}
    cell.metadata["nbgrader"] = nbformat.from_dict({**_marks(one.name, **flags), **worth})
    return cell


def _marks(name: str, **flags: bool) -> dict[str, Any]:
    kinds = {"grade": False, "locked": False, "solution": False, "task": False}
    return {**kinds, **flags, "grade_id": name, "schema_version": SCHEMA_VERSION}


def _given(name: str, source: str) -> Any:
    metadata = {"nbgrader": _marks(name, locked=True)}
    return new_code_cell(source, id=name, metadata=metadata)


def _check(task: str, points: float) -> Any:
    name = f"check_{task}"
    marks = {**_marks(name, grade=True, locked=True), "points": points}
    metadata = {"nbgrader": marks, "tags": [_MAY_RAISE]}
    return new_code_cell(f'check("{task}")', id=name, metadata=metadata)
