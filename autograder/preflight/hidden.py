"""Hidden state: what worked in the student's kernel and fails from the top.

A kernel keeps what deleted and changed cells once defined. The notebook file says what worked
there: the counts in the brackets, the saved errors and the saved words of the check cells. Only
what these tell is said here; where they tell nothing, nothing is guessed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.preflight.result import CellFault, FaultKind, Preflight
from autograder.preflight.saved import NotebookFile, SavedCell
from autograder.public.render import passed_words
from autograder.public.result import PublicResult, PublicStatus

_NAME = re.compile(r"NameError: name '(\w+)' is not defined")
_MISSING = re.compile(r"`(\w+)` is not defined when")
_NO_PYTHON = ("SyntaxError", "IndentationError", "TabError")
# Somebody answered `input`; the kernel may have other packages, and a network.
_OTHER_PLACE = {"EOFError", "ModuleNotFoundError", "ConnectionError", "URLError", "gaierror"}
_MODULE = re.compile(r"ModuleNotFoundError: No module named '(\w+)'")
_FILE = re.compile(r"FileNotFoundError: .*?'([^']+)'")
_EITHER = (
    "either the code was changed since, or it worked on what an older version of a cell had left"
    " in the kernel"
)


@dataclass(frozen=True)
class Finding:
    """One thing that fails from the top, and why, as far as the file tells."""

    fault: str
    reason: str = ""
    certain: bool = True  # False where it may only be that the code was changed since
    cell_id: str = ""


def hidden_state(file: NotebookFile, preflight: Preflight) -> list[Finding]:
    """Return what is saved as having worked and now fails, what is certain first."""
    found = [*_cells(file, preflight), *_tasks(file, preflight)]
    certain = [finding for finding in found if finding.certain]
    if certain and (order := _order(file.cells)):
        certain.append(Finding(order))
    return [*certain, *(finding for finding in found if not finding.certain)]


def reason(file: NotebookFile, preflight: Preflight, words: str, user: SavedCell | None) -> str:
    """Return why what the words tell happened from the top; "" where nobody can tell."""
    if name := _NAME.search(words) or _MISSING.search(words):
        return _unknown_name(file, preflight, name[1], user)
    if (module := _MODULE.search(words)) and _beside(file, f"{module[1]}.py"):
        return f"{module[1]}.py lies beside the notebook, but only the notebook is handed in"
    if (lost := _FILE.search(words)) and _beside(file, lost[1]):
        return f"{lost[1]} lies beside the notebook, but only the notebook is handed in"
    return ""


def _beside(file: NotebookFile, name: str) -> bool:
    """Whether there is a file of this name, which came from an exception's text."""
    try:
        return (file.folder / name).exists()
    except (OSError, ValueError):  # too long, in a folder that may not be read, with a NUL
        return False


def _cells(file: NotebookFile, preflight: Preflight) -> Iterator[Finding]:
    for cell_id, fault in preflight.faults.items():
        saved = file.by_id[cell_id]
        # What is no Python cannot have run: it was changed since, which is no hidden state.
        if not saved.ran or not fault.is_news or fault.type_name in _NO_PYTHON:
            continue
        why = reason(file, preflight, fault.words, saved)
        fails = "without an error; from the top it fails:"
        yield Finding(
            f"cell {saved.name} ran as [{saved.count}] {fails} {fault.words}",
            why or ("" if _tells_itself(fault) else _EITHER),
            certain=bool(why),
            cell_id=cell_id,
        )


def _tells_itself(fault: CellFault) -> bool:
    """Say whether a cell may well have worked in the kernel, without any hidden state."""
    return fault.kind is FaultKind.TIMEOUT or fault.type_name in _OTHER_PLACE


def _tasks(file: NotebookFile, preflight: Preflight) -> Iterator[Finding]:
    unclear = []
    for result in preflight.results:
        user = file.of_task(result.task)
        own_fails = user is not None and user.cell.cell_id in preflight.faults
        if result.status is PublicStatus.PASS or own_fails or not _passed(file, result):
            continue
        if why := reason(file, preflight, result.fault, user):
            words = f"the public checks of `{result.task}` passed in your kernel"
            yield Finding(f"{words}; from the top they do not", why)
        else:
            unclear.append(f"`{result.task}`")
    if unclear:
        words = "the boxes that are saved in the notebook say that the public checks pass for"
        yield Finding(f"{words} {', '.join(unclear)}", _EITHER, certain=False)


def _passed(file: NotebookFile, result: PublicResult) -> bool:
    """Whether a saved box says that the checks pass, and is younger than the run of the task."""
    words = passed_words(result.task)
    own = file.of_task(result.task)
    since = own.count if own is not None and own.count is not None else 0
    return any(
        words in saved.shown and saved.ran and (saved.count or 0) > since for saved in file.cells
    )


def _unknown_name(
    file: NotebookFile, preflight: Preflight, name: str, user: SavedCell | None
) -> str:
    definers = [saved for saved in file.cells if name in saved.binds and saved is not user]
    if not definers:
        if user is not None and name in user.binds:
            return ""
        return (
            f"no cell of the notebook defines `{name}`: the cell that did was deleted or changed"
            " after it ran, or never was in this file"
        )
    failing = [saved for saved in definers if saved.cell.cell_id in preflight.faults]
    if len(failing) == len(definers):
        return f"`{name}` comes from cell {failing[-1].name}, which fails itself"
    place = file.cells.index
    if user is not None and all(place(saved) > place(user) for saved in definers):
        first = definers[0]
        ran = f" (it ran as [{first.count}])" if first.count is not None else ""
        return f"`{name}` is defined further down, in cell {first.name}{ran}: move that cell up"
    return ""


def _order(cells: Sequence[SavedCell]) -> str:
    """Name the fewest cells whose counts are out of order, and those that never ran."""
    counted = [saved for saved in cells if saved.count is not None]
    chains: list[list[SavedCell]] = [[]]
    for saved in counted:
        before = [c for c in chains if not c or (c[-1].count or 0) < (saved.count or 0)]
        chains.append([*max(before, key=len), saved])
    in_order = max(chains, key=len)
    moved = [f"{saved.name} [{saved.count}]" for saved in counted if saved not in in_order]
    # A cell with the number 0 is none of the student's: grading put it back.
    idle = [s.name for s in cells if s.number and s.count is None and s.cell.source.strip()]
    told = []
    if moved:
        told.append(f"run in another order than they stand: {', '.join(moved)}")
    if idle and counted:
        told.append(f"not run before the notebook was saved: {', '.join(idle)}")
    return "; ".join(told)
