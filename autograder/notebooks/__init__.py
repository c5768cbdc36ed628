"""Hand-ins as files and as notebooks, read from hostile bytes.

submissions  finds and reads them in submitted/; refusals: of whom nothing was taken
read         bytes become a notebook: normalise, large; node: its mappings
repairs      locked cells as released, by matching; sentences: what was repaired
remarks      what the cells leave set; similar: which name was meant
cells        the code cells, and what each answers; outside: data that an answer reads beside
owner        whose release a notebook is of; foreign: and of which week
clean        what comes out of one, made inert
"""

import importlib
from typing import TYPE_CHECKING, Any

from autograder.notebooks.read import MAX_BYTES, notebook_of, parsed, read_bytes, read_notebook

if TYPE_CHECKING:
    from autograder.notebooks.cells import CodeCell, code_cells
    from autograder.notebooks.normalise import normalised
    from autograder.notebooks.outside import outside_data
    from autograder.notebooks.owner import Release, owner_of, release_of
    from autograder.notebooks.remarks import remarks_on
    from autograder.notebooks.repairs import Repaired, repair

_HOMES = {
    "CodeCell": "cells", "code_cells": "cells", "normalised": "normalise",
    "outside_data": "outside", "Release": "owner", "owner_of": "owner", "release_of": "owner",
    "remarks_on": "remarks", "Repaired": "repairs", "repair": "repairs",
}  # fmt: skip

__all__ = [
    "MAX_BYTES",
    "CodeCell",
    "Release",
    "Repaired",
    "code_cells",
    "normalised",
    "notebook_of",
    "outside_data",
    "owner_of",
    "parsed",
    "read_bytes",
    "read_notebook",
    "release_of",
    "remarks_on",
    "repair",
]


def __getattr__(name: str) -> Any:
    # Only when asked for: a command that finds hand-ins reads and repairs none.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
