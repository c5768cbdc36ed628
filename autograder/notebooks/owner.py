"""Which assignment's notebook is this? Asked of a hand-in, by the texts of its cells.

Evidence is what one release alone has, given code and task texts: students leave most of it as it
is, whatever became of names and metadata.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from autograder.notebooks.cells import grade_id, text
from autograder.notebooks.matching import match
from autograder.notebooks.node import NotebookNode
from autograder.notebooks.sentences import Problems

_ENOUGH = 3  # texts of another assignment


@dataclass(frozen=True)
class Release:
    """A released notebook with the texts of its cells, taken from it once for a class."""

    notebook: NotebookNode
    texts: frozenset[str]


def release_of(notebook: NotebookNode) -> Release:
    """Return the release that `notebook` is."""
    return Release(notebook, _texts(notebook))


def owner_of(submitted: NotebookNode, expected: str, releases: Mapping[str, Release]) -> str | None:
    """Return whose notebook it is, by the id of its release: `expected` where a text speaks for it.

    So does one of its cells, by id or by content, where no other assignment has three texts in the
    hand-in. None where it is nobody's.
    """
    mine = _texts(submitted)
    texts = {id: release.texts for id, release in releases.items()}
    found = {}
    for id, own in texts.items():
        others = [texts[other] for other in texts if other != id]
        found[id] = len((mine & own).difference(*others))
    if found[expected]:
        return expected
    best = max(found, key=lambda id: found[id])
    if found[best] >= _ENOUGH:
        return best
    places = [cell for cell in releases[expected].notebook.cells if grade_id(cell) is not None]
    return expected if match(submitted.cells, places, Problems()).chosen else None


def _texts(notebook: NotebookNode) -> frozenset[str]:
    return frozenset(text(cell) for cell in notebook.cells) - {""}
