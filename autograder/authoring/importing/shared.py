"""What an old course shows of its own solutions: such a cell is meant to be public."""

from collections.abc import Iterator, Sequence
from typing import Any

from autograder.authoring.importing.pieces import Piece
from autograder.authoring.release.leaks import SHARED, found_in, telling
from autograder.authoring.release.source import is_kind, split_solution


def tag_shared(notebook: Any, pieces: Sequence[Piece]) -> None:
    """Tag the texts and given cells that repeat lines of a solution, and say so in the list.

    A release would be refused otherwise; one that shows a whole solution still is.
    """
    secret = frozenset(_solutions(notebook))
    by_id = {one.cell.get("id"): one for one in pieces}
    for cell in notebook.cells:
        if is_kind(cell, "solution") or not found_in(secret, cell.source):
            continue
        cell.metadata["tags"] = [*cell.metadata.get("tags", []), SHARED]
        if one := by_id.get(cell.id):
            one.hand.append(f"it shows a line of a solution: it is tagged `{SHARED}`, as meant")


def _solutions(notebook: Any) -> Iterator[str]:
    for cell in notebook.cells:
        try:
            regions = split_solution(cell)[1] if is_kind(cell, "solution") else []
        except ValueError:  # which building the release says, with the cell
            continue
        for region in regions:
            yield from telling(region)
