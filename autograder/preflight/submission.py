"""The notebook as it would be graded, if this file were handed in now, and what is said of that.

What grading puts back is put back here, too: public_checks.json holds the released cells.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace

from autograder.errors import UsageError
from autograder.notebooks import code_cells, repair
from autograder.notebooks.cells import grade_id
from autograder.notebooks.node import NotebookNode
from autograder.preflight.run import About
from autograder.preflight.saved import NotebookFile, SavedCell
from autograder.public.place import CODE, TABLE

_IMPORT = re.compile(r"^[ \t]*(?:import|from)[ \t]+(\w+)", re.MULTILINE)
_WRITTEN = re.compile(r"^%%(?:writefile|file)[ \t]+(?:-a[ \t]+)?(\w+)\.py", re.MULTILINE)
# What the grader's own worker and PyTorch need, and so is there.
_WITH_TORCH = (
    "torch", "numpy", "matplotlib", "sklearn", "IPython", "autograder", "PIL", "sympy", "mpmath",
    "networkx", "jinja2", "typing_extensions", "matplotlib_inline", "traitlets", "joblib",
)  # fmt: skip


def as_graded(file: NotebookFile, about: About) -> tuple[NotebookFile, list[str]]:
    """Return `file` with the cells that grading would run, and a sentence for all that is odd.

    Raises UsageError where the public checks belong to another week's notebook.
    """
    odd = list(_name(file, about.assignment))
    if about.released is None:  # by an older package
        return file, odd
    _expect_same_week(file, about)
    repaired = repair(file.notebook, about.released)
    saved = {cell.number: cell for cell in file.cells}
    origins = {
        cell.id: origin + 1
        for cell, origin in zip(repaired.notebook.cells, repaired.origins, strict=True)
        if origin is not None
    }
    cells = tuple(
        replace(saved[origins[cell.cell_id]], cell=cell)
        if origins.get(cell.cell_id) in saved
        else SavedCell(0, cell, None, failed=False, shown="")
        for cell in code_cells(repaired.notebook, about.released)
    )
    return replace(file, cells=cells), [*odd, *repaired.problems, *_imports(cells, about)]


def _name(file: NotebookFile, assignment: str) -> Iterator[str]:
    wanted = f"{assignment}.ipynb"
    if file.path.name != wanted:
        yield f"the file is named {file.path.name}; hand it in as {wanted}"


def _imports(cells: Sequence[SavedCell], about: About) -> Iterator[str]:
    """Say which packages may be there on this machine alone."""
    mine = "\n".join(saved.cell.source for saved in cells if not saved.cell.given)
    known = {*sys.stdlib_module_names, *_WITH_TORCH, *about.packages, *_WRITTEN.findall(mine)}
    for name in dict.fromkeys(_IMPORT.findall(mine)):
        if about.packages and name not in known:
            yield f"`{name}` is imported, and need not be there when the notebook is graded"


def _expect_same_week(file: NotebookFile, about: About) -> None:
    assert about.released is not None
    known, found = _ids(about.released.cells), _ids(file.notebook.cells)
    if 2 * len(found & known) < len(found):
        raise UsageError(
            f"{CODE} and {TABLE} in {about.folder} belong to {about.belonging}, and"
            f" {file.path.name} is the notebook of another",
            remedy="put the two files that came with this notebook beside it",
        )


def _ids(cells: Sequence[NotebookNode]) -> set[str | None]:
    return {grade_id(cell) for cell in cells} - {None}
