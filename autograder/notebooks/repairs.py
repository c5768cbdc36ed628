"""Repairs a hand-in against the release: what runs is the assignment and the student's work.

Every nbgrader cell of the release has one place in the repaired notebook, in the release's order.
`matching` says which cell of the hand-in takes it. A locked cell comes whole from the release; a
solution cell keeps the student's source and nothing else. All other cells are the student's own:
each stays behind the nbgrader cell that it followed. What had to be repaired is named in plain
sentences, for the student and the TA.
"""

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from autograder.notebooks.cells import content, grade_id, is_locked, marks, same_source
from autograder.notebooks.matching import Matching, match
from autograder.notebooks.node import NotebookNode
from autograder.notebooks.normalise import give_unique_ids
from autograder.notebooks.sentences import Problems


@dataclass(frozen=True)
class Repaired:
    """A notebook to run, and what was odd about the hand-in, one sentence each.

    `origins` names, for each of its cells, the index of the cell that was handed in, None where it
    was put there.
    """

    notebook: NotebookNode
    problems: tuple[str, ...]
    origins: tuple[int | None, ...]


_Placed: TypeAlias = tuple[NotebookNode, int | None]  # a cell, and its index in the hand-in


def repair(submitted: NotebookNode, released: NotebookNode) -> Repaired:
    """Return `submitted` as `released` wants it; repairing a repaired notebook changes nothing.

    Both come from `read_notebook` and stay as they are.
    """
    problems = Problems()
    places = [cell for cell in released.cells if grade_id(cell) is not None]
    matching = match(submitted.cells, places, problems)
    _name_moved(matching, places, problems)
    joined = _joined(submitted.cells, places, matching)
    pairs = _assembled(submitted.cells, places, matching, joined, problems)
    cells = [cell for cell, _ in pairs]
    give_unique_ids(
        [cell for cell in cells if grade_id(cell) is None], taken=[place.id for place in places]
    )
    notebook = NotebookNode(
        cells=cells,
        metadata=copy.deepcopy(released.metadata),
        nbformat=released.nbformat,
        nbformat_minor=released.nbformat_minor,
    )
    _name_kernel(submitted, problems)
    return Repaired(notebook, problems.sentences(), tuple(origin for _, origin in pairs))


def _assembled(
    cells: Sequence[NotebookNode],
    places: Sequence[NotebookNode],
    matching: Matching,
    joined: frozenset[str],
    problems: Problems,
) -> list[_Placed]:
    own = _own_cells(cells, matching)
    assembled = [*own.get(None, ())]
    waiting: list[_Placed] = []  # own cells of the last place that was handed in
    for place in places:
        name = place.metadata.nbgrader.grade_id
        index = matching.chosen.get(name)
        if index is None:
            # Before the own cells that stand here: where a student deleted a solution cell and
            # wrote the code in an own one, that one must come last.
            assembled.append((copy.deepcopy(place), None))
            problems.add("missing locked" if is_locked(place) else "missing solution", name)
            continue
        assembled += waiting
        assembled.append((_restored(cells[index], place, problems), index))
        waiting = own.get(name, [])
        if name in joined:
            problems.add("joined", name)
            waiting = [(_own_copy(cells[index]), index), *waiting]
    return assembled + waiting


def _own_cells(
    cells: Sequence[NotebookNode], matching: Matching
) -> dict[str | None, list[_Placed]]:
    """Return the student's own cells by the nbgrader cell that they follow, None for the first."""
    name_at = {index: name for name, index in matching.chosen.items()}
    own: dict[str | None, list[_Placed]] = {}
    anchor = None
    for index, cell in enumerate(cells):
        if index in name_at:
            anchor = name_at[index]
        elif index not in matching.dropped:
            own.setdefault(anchor, []).append((_own_copy(cell), index))
    return own


def _own_copy(cell: NotebookNode) -> NotebookNode:
    mine = copy.deepcopy(cell)
    mine.metadata.pop("nbgrader", None)
    return mine


def _joined(
    cells: Sequence[NotebookNode], places: Sequence[NotebookNode], matching: Matching
) -> frozenset[str]:
    """Return the locked cells that hold the code of a solution cell which is not there any more.

    An editor that joins two cells keeps the first one's metadata.
    """
    chosen = matching.chosen
    missing = [p for p in places if p.metadata.nbgrader.grade_id not in chosen and not is_locked(p)]
    lost = {name for place in missing for name in content(place).names}
    locked = {
        place.metadata.nbgrader.grade_id: place
        for place in places
        if lost and is_locked(place) and place.metadata.nbgrader.grade_id in chosen
    }
    return frozenset(
        name
        for name, place in locked.items()
        if lost & (content(cells[chosen[name]]).names - content(place).names)
    )


def _restored(cell: NotebookNode, place: NotebookNode, problems: Problems) -> NotebookNode:
    """Return the cell for a place of the release, with what may be the student's in it."""
    name = place.metadata.nbgrader.grade_id
    if grade_id(cell) == name and marks(cell) != marks(place):
        problems.add("marks changed", name)
    locked = is_locked(place)
    if cell.cell_type != place.cell_type:
        problems.add("locked retyped" if locked else "solution retyped", name, cell.cell_type)
    if locked:
        if not same_source(cell, place):
            problems.add("edited", name)
        return copy.deepcopy(place)
    restored = copy.deepcopy(cell)
    restored.metadata = copy.deepcopy(place.metadata)
    restored.id = place.id
    return restored


def _name_moved(matching: Matching, places: Sequence[NotebookNode], problems: Problems) -> None:
    """Name the fewest cells whose moving explains the order of the hand-in."""
    names = [place.metadata.nbgrader.grade_id for place in places]
    present = [name for name in names if name in matching.chosen]
    chains: list[list[str]] = [[]]  # the longest in order that ends with each name
    for name in present:
        index = matching.chosen[name]
        before = [chain for chain in chains if not chain or matching.chosen[chain[-1]] < index]
        chains.append([*max(before, key=len), name])
    in_order = max(chains, key=len)
    for name in present:
        if name not in in_order:
            problems.add("moved", name)


def _name_kernel(submitted: NotebookNode, problems: Problems) -> None:
    kernel = submitted.metadata.get("kernelspec", {})
    language = submitted.metadata.get("language_info", {})
    name = kernel.get("name")
    if name is None:
        problems.add("kernel missing", "kernel")
    elif "python" not in f"{name} {kernel.get('language', language.get('name', ''))}".lower():
        problems.add("other kernel", name)
