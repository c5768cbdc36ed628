"""Which cell of a hand-in takes which place of the release.

By its grade_id where it has one that the release knows. Where several have the same, a locked cell
is taken once and the rest dropped, for it comes from the release anyhow; of solutions those that
are still the stub are dropped and the last of the others is taken, as its definition wins in
Jupyter. Tools such as Colab strip nbgrader's metadata: places
that are still free go to cells without a known id, by their content.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from autograder.notebooks.cells import Content, content, grade_id, is_locked, same_source
from autograder.notebooks.node import NotebookNode
from autograder.notebooks.sentences import Problems


@dataclass
class Matching:
    """`chosen` holds a cell's index for each grade_id, `dropped` those that do not return."""

    chosen: dict[str, int] = field(default_factory=dict)
    dropped: set[int] = field(default_factory=set)


def match(
    cells: Sequence[NotebookNode], places: Sequence[NotebookNode], problems: Problems
) -> Matching:
    """Find the cell for every place of the release; places without one are left out."""
    matching = Matching()
    free: list[int] = []  # cells without an id that the release knows
    by_name: dict[str, list[int]] = {place.metadata.nbgrader.grade_id: [] for place in places}
    for index, cell in enumerate(cells):
        by_name.get(grade_id(cell) or "", free).append(index)
    for place in places:
        name = place.metadata.nbgrader.grade_id
        if by_name[name]:
            matching.chosen[name] = _one_of(by_name[name], cells, place, matching.dropped, problems)
    _by_content(free, cells, places, matching, problems)
    taken = set(matching.chosen.values())
    for index in free:
        name = grade_id(cells[index])
        if name is not None and index not in taken:
            problems.add("unknown", name)
    return matching


def _one_of(
    indexes: list[int],
    cells: Sequence[NotebookNode],
    place: NotebookNode,
    dropped: set[int],
    problems: Problems,
) -> int:
    if len(indexes) == 1:
        return indexes[0]
    name = place.metadata.nbgrader.grade_id
    if is_locked(place):
        problems.add("locked twice", name)
        chosen = next((i for i in indexes if same_source(cells[i], place)), indexes[0])
        dropped.update(set(indexes) - {chosen})
        return chosen
    problems.add("solution twice", name)
    written = [i for i in indexes if not same_source(cells[i], place)] or indexes[:1]
    dropped.update(set(indexes) - set(written))
    return written[-1]


def _by_content(
    free: list[int],
    cells: Sequence[NotebookNode],
    places: Sequence[NotebookNode],
    matching: Matching,
    problems: Problems,
) -> None:
    """Give places that are still free to cells that have no known id."""
    open_places = [p for p in places if p.metadata.nbgrader.grade_id not in matching.chosen]
    # Once for each cell: a hostile hand-in has thousands of cells, or millions of lines.
    unclaimed = {index: content(cells[index]) for index in free} if open_places else {}
    for place in open_places:
        alike = _alike(unclaimed, place)
        if alike:
            # Of solutions the first that is written: what comes later is an experiment.
            index = next((i for i in alike if not same_source(cells[i], place)), alike[0])
            del unclaimed[index]
            name = place.metadata.nbgrader.grade_id
            matching.chosen[name] = index
            problems.add("recognised", name)


def _alike(cells: dict[int, Content], place: NotebookNode) -> list[int]:
    """Return the cells that may be the place's: the same text, or a solution's names."""
    wanted = content(place)
    names = frozenset() if is_locked(place) else wanted.names
    return [
        index
        for index, cell in cells.items()
        if cell.cell_type == wanted.cell_type
        and (cell.text == wanted.text or (names and names <= cell.names))
    ]
