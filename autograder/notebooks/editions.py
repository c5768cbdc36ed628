"""Which edition of the released notebook a hand-in was made from.

A corrected notebook that is published again must not cost those who began with the first one: the
locked cells of a hand-in are restored from the edition that its student had. That is told by what
students leave as it is, the texts of given cells: no mark in the file, which tools strip.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from autograder.course import Assignment, Course
from autograder.course.published import editions
from autograder.errors import SubmissionError, UsageError
from autograder.notebooks.cells import grade_id, text
from autograder.notebooks.node import NotebookNode
from autograder.notebooks.read import read_notebook


@dataclass(frozen=True)
class Released:
    """A released notebook, and the texts of its cells that are not to be filled in.

    `number` is that of its edition, None where it was never published, `latest` that of the last.
    `earlier` says that release/ holds another one by now, whether that was published yet or not.
    """

    notebook: NotebookNode
    given: frozenset[str]
    number: int | None = None
    latest: int | None = None
    earlier: bool = False

    @property
    def remark(self) -> str:
        """What is said of a hand-in that was made from it, "" where there is nothing to say."""
        if self.number is None or self.number == self.latest:
            return ""
        return f"it was made from edition {self.number} of the notebook; the last is {self.latest}"

    def lacks(self, assignment: Assignment) -> list[str]:
        """Return the tasks that came after this edition: nobody could do them in it."""
        if not self.earlier:
            return []
        there = {grade_id(cell) for cell in self.notebook.cells}
        return [task.id for task in assignment.tasks if task.id not in there]


def made_from(course: Course, assignment: Assignment, submitted: NotebookNode) -> Released:
    """Return the release that a hand-in was made from; where nothing tells, the present one.

    Raises UsageError where a release is missing or damaged.
    """
    candidates = _releases(course, assignment)
    if len(candidates) == 1:
        return candidates[0]
    mine = frozenset(text(cell) for cell in submitted.cells)
    present = candidates[-1]

    def likeness(one: Released) -> int:
        return 2 * len(mine & one.given) - len(one.given)

    # Where most of the given cells are gone, those that are missing as well tell of no edition.
    told = [one for one in candidates if likeness(one) > 0 or mine & (one.given - present.given)]
    return max(reversed(told), key=likeness, default=present)


def _releases(course: Course, assignment: Assignment) -> list[Released]:
    """Return the releases that differ, the oldest first and last the one in release/."""
    now = _read(course.release_notebook(assignment), assignment)
    kept = editions(course, assignment)
    latest = kept[-1].number if kept else None
    found: list[Released] = []
    number = None
    for one in kept:
        notebook, given = _read(one.release / f"{assignment.notebook}.ipynb", assignment)
        if notebook == now[0]:
            number = one.number
        else:
            found.append(Released(notebook, given, one.number, latest, earlier=True))
    return [*found, Released(*now, number, latest)]


def _read(path: Path, assignment: Assignment) -> tuple[NotebookNode, frozenset[str]]:
    try:
        status = path.stat()
        return _read_once(path, status.st_mtime_ns, status.st_size)
    except (OSError, SubmissionError) as error:
        # Ours to mend, not a fault of the hand-in.
        fault = error.fault if isinstance(error, SubmissionError) else error.strerror
        again = f"run `autograder release {assignment.id}`"
        remedy = "take it from version control" if "editions" in path.parts else again
        raise UsageError(f"{path}: {fault}", remedy=remedy) from None


@lru_cache(maxsize=32)
def _read_once(
    path: Path,
    mtime_ns: int,  # noqa: ARG001
    size: int,  # noqa: ARG001
) -> tuple[NotebookNode, frozenset[str]]:
    """Read a release once for the class; whoever gets it leaves it as it is."""
    notebook = read_notebook(path)
    open_cells = ("solution", "task")
    given = frozenset(
        text(cell)
        for cell in notebook.cells
        if not any(cell.metadata.get("nbgrader", {}).get(kind) for kind in open_cells)
    )
    return notebook, given - {""}
