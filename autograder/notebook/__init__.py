"""Hand-ins as notebooks: read from hostile bytes, and repaired against the release."""

from autograder.notebook.cells import CodeCell, code_cells
from autograder.notebook.normalise import normalised
from autograder.notebook.outside import outside_data
from autograder.notebook.read import MAX_BYTES, parsed, read_bytes, read_notebook
from autograder.notebook.repair import Repaired, repair

__all__ = [
    "MAX_BYTES",
    "CodeCell",
    "Repaired",
    "code_cells",
    "normalised",
    "outside_data",
    "parsed",
    "read_bytes",
    "read_notebook",
    "repair",
]
