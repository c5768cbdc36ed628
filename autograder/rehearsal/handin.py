"""What would be graded as missing or be put back, if this file were handed in now.

Where the released notebook is at hand it is what grading itself would say. Elsewhere nbgrader's
marks in the notebook tell most of it: each locked cell carries a checksum of its released text.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from autograder.errors import SubmissionError
from autograder.notebook import read_notebook, repair
from autograder.notebook.cells import grade_id, is_locked
from autograder.rehearsal.saved import NotebookFile


@dataclass(frozen=True)
class Problem:
    """One sentence about the file; `costs` where the student's work may not be found."""

    sentence: str
    costs: bool = False


def problems(
    file: NotebookFile, assignment: str, tasks: Sequence[str], release: Path | None
) -> list[Problem]:
    """Return what is wrong with the file itself; `tasks` are all tasks of the assignment."""
    found = list(_name(file, assignment))
    released = _read(release) if release is not None else None
    if released is not None:
        said = repair(file.notebook, released).problems
        return [*found, *(Problem(s, costs="solution cell" in s) for s in said)]
    return [*found, *_cells(file.notebook, tasks)]


def find_release(folder: Path, assignment: str) -> Path | None:
    """Return the released notebook of the course that `folder` lies in, if there is one."""
    for root in folder.parents:
        path = root / "release" / assignment / f"{assignment}.ipynb"
        if (root / "course.yml").exists() and path.exists():
            return path
    return None


def _read(path: Path) -> NotebookNode | None:
    try:
        return read_notebook(path)
    except SubmissionError:
        return None


def _name(file: NotebookFile, assignment: str) -> Iterator[Problem]:
    wanted = f"{assignment}.ipynb"
    if file.path.name != wanted:
        yield Problem(f"the file is named {file.path.name}; hand it in as {wanted}")


def _cells(notebook: NotebookNode, tasks: Sequence[str]) -> Iterator[Problem]:
    marked = [cell for cell in notebook.cells if grade_id(cell) is not None]
    if not marked:
        yield Problem(
            "all cells have lost their nbgrader metadata, as some tools do to them; when graded"
            " they are recognised by their content, where it still tells them"
        )
        return
    counts = Counter(grade_id(cell) for cell in marked)
    for task in tasks:
        if not counts[task]:
            yield Problem(f"the solution cell {task} is missing", costs=True)
    for cell in marked:
        if grade_id(cell) in tasks and cell.cell_type != "code":
            sentence = f"the solution cell {grade_id(cell)} is a text cell now, and does not run"
            yield Problem(sentence, costs=True)
    for name, count in counts.items():
        if count > 1 and name in tasks:
            yield Problem(
                f"the solution cell {name} is there {count} times; the last definition counts",
                costs=True,
            )
    for cell in marked:
        released = cell.metadata.nbgrader.get("checksum")
        if is_locked(cell) and released and released != checksum(cell):
            yield Problem(
                f"the locked cell {grade_id(cell)} was edited; the released text is put back"
                " when it is graded"
            )


def checksum(cell: NotebookNode) -> str:
    """Return nbgrader's checksum of a marked cell, whose own function costs seconds to import."""
    marks = cell.metadata.nbgrader
    grade, solution = bool(marks.get("grade")), bool(marks.get("solution"))
    flags = (grade, solution, bool(is_locked(cell)))
    parts = [cell.source, cell.cell_type, *map(str, flags), str(grade_id(cell))]
    if grade:
        parts.append(str(float(marks.get("points") or 0)))
    return hashlib.md5("".join(parts).encode(), usedforsecurity=False).hexdigest()
