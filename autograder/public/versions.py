"""Which version of the student's code a check has looked at: the newest, or one from before.

A cell that fails leaves the names that it should have defined as they were, and so does a cell that
was edited and not run. The checks then look at code that no longer stands in the notebook.
"""

import json
import os
import re
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import FunctionType
from typing import Any

from autograder.public.kernel import ipython

# A definition at the margin: found also in a cell that is no valid Python.
_DEFINES = re.compile(r"^(?:async\s+def|def|class)\s+(\w+)|^(\w+)\s*(?::[^=\n]+)?=(?!=)", re.M)
_CLOCKS = 2.0  # seconds by which a file server's clock may be ahead
_LARGEST = 20_000_000  # bytes of a notebook that is still read
_MISSING = object()


class Stale(StrEnum):
    """Why what a name stands for is not what its cell says."""

    NEVER = "never"  # the cell raised, and nothing has defined the name before
    FAILED = "failed"  # the cell raised before it had defined the name anew
    GONE = "gone"  # the cell ran, and defines the name no more
    EDITED = "edited"  # the saved cell has another text than the one that ran last

    def words(self, name: str) -> str:
        """Return in a sentence what was looked at and why."""
        if self is Stale.NEVER:
            return f"`{name}` is not defined, because {_WHY[self]}."
        return f"this looked at an earlier version of `{name}`, because {_WHY[self]}."

    @property
    def remedy(self) -> str:
        """What makes the next check look at the newest version."""
        return _REMEDIES[self]


_WHY = {
    Stale.NEVER: "the cell that defines it ended in an error",
    Stale.FAILED: "the cell that defines it ended in an error",
    Stale.GONE: "its cell does not define it any more",
    Stale.EDITED: "its cell was edited and not run since",
}
_REMEDIES = {
    Stale.NEVER: "Run that cell until it shows no error, then run this one again.",
    Stale.FAILED: "Run that cell until it shows no error, then run this one again.",
    Stale.GONE: "Define it again, run that cell, then run this one again.",
    Stale.EDITED: "Run that cell, then run this one again.",
}


@dataclass(frozen=True)
class Run:
    """One run of a cell: its text, and when it began, in seconds since 1970."""

    source: str
    began: float


class Versions:
    """Follows the cells that run in one kernel, by what they should define in `names`."""

    def __init__(self, names: Mapping[str, Any]) -> None:
        self._names = names
        self._of_cell: dict[str, Run] = {}
        self._of_name: dict[str, Run] = {}
        self._stale: dict[str, tuple[Stale, Any]] = {}  # with what the name stood for then
        self._before: dict[str, Any] = {}
        # By a cell's text, the functions and classes that its last run has bound, in order.
        self._bound: dict[str, dict[str, Any]] = {}

    def begin(self, info: Any) -> None:
        """Take note of a cell that is about to run; `info` is IPython's ExecutionInfo."""
        earlier = self._of_cell.get(_cell_id(info))
        names = defined(info.raw_cell) | (defined(earlier.source) if earlier else frozenset())
        self._before = {name: self._names.get(name, _MISSING) for name in names}

    def end(self, result: Any) -> None:
        """Take note of how it ran; `result` is IPython's ExecutionResult."""
        run, named = Run(result.info.raw_cell, time.time()), defined(result.info.raw_cell)
        self._bound.pop(run.source, None)
        self._bound[run.source] = {
            name: value
            for name in named
            if isinstance(value := self._names.get(name), FunctionType | type)
            and value is not self._before.get(name, _MISSING)
        }
        for name, value in self._before.items():
            if name in named:
                self._of_name[name] = run
            self._stale.pop(name, None)
            if self._names.get(name, _MISSING) is not value:
                continue
            if not result.success:
                why = Stale.NEVER if value is _MISSING else Stale.FAILED
                self._stale[name] = why, value
            elif name not in named and value is not _MISSING:
                self._stale[name] = Stale.GONE, value
        if cell_id := _cell_id(result.info):
            self._of_cell[cell_id] = run
        self._before = {}

    def stale(self, looked_at: Iterable[str]) -> tuple[str, Stale] | None:
        """Return the first of these names that is not what its cell said last, and why."""
        for name in looked_at:
            why, value = self._stale.get(name, (None, None))
            if why is not None and self._names.get(name, _MISSING) is value:
                return name, why
        return None

    def helpers(self, released: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
        """Return what answers have defined for themselves, and given cells have since replaced.

        In grading an answer keeps its own (see `worker.definitions`). `released` are the cells of
        the release that have a grade_id.
        """
        code = [cell for cell in released if cell["cell_type"] == "code"]
        given = {_lines(cell["source"]) for cell in code if _is_locked(cell)}
        asked = {name for c in code if not _is_locked(c) for name in defined(c["source"])}
        own: dict[str, Any] = {}
        taken: dict[str, Any] = {}
        for source, bound in reversed(self._bound.items()):
            if _lines(source) in given:
                taken = {**bound, **taken}
            elif answers := bound.keys() & asked:
                asked -= answers  # an earlier version of them counts no more, nor its helpers
                own = {**{name: bound[name] for name in bound.keys() - answers}, **own}
        return {
            name: value
            for name, value in own.items()
            if name in taken and self._names.get(name, _MISSING) is taken[name]
        }

    def edited(self, cell: "SavedCell", looked_at: Sequence[str]) -> tuple[str, Stale] | None:
        """Return a name whose cell was saved with another text after it ran, and that."""
        name = next((name for name in looked_at if name in defined(cell.source)), looked_at[0])
        run = self._of_cell.get(cell.cell_id) or self._of_name.get(name)
        if run is None or cell.saved < run.began + _CLOCKS or _same(run.source, cell.source):
            return None
        return name, Stale.EDITED


@dataclass(frozen=True)
class SavedCell:
    """A task's cell in the notebook's file, and when that was saved."""

    cell_id: str
    source: str
    saved: float


def defined(source: str) -> frozenset[str]:
    """Return the names that a cell's text defines at the margin."""
    return frozenset(first or second for first, second in _DEFINES.findall(source))


def saved_cell(path: Path, task: str) -> SavedCell | None:
    """Read the cell of a task from a notebook's file; None where it cannot be found."""
    try:
        status = path.stat()
        if status.st_size > _LARGEST:
            return None
        cells = json.loads(path.read_bytes())["cells"]
        found = [c for c in cells if c["metadata"].get("nbgrader", {}).get("grade_id") == task]
        source = "".join(found[-1]["source"])
        return SavedCell(found[-1].get("id", ""), source, status.st_mtime)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None  # whatever is wrong with the file is told elsewhere


def notebook_file(names: Mapping[str, Any]) -> Path | None:
    """Return the notebook's file, where Jupyter's server or VS Code tells it."""
    told = os.environ.get("JPY_SESSION_NAME") or names.get("__vsc_ipynb_file__")
    return Path(told) if isinstance(told, str) else None


def _cell_id(info: Any) -> str:
    # IPython 7, which Colab has, does not tell it: there a run is found by the name it defines.
    return getattr(info, "cell_id", None) or ""


def _same(one: str, other: str) -> bool:
    return _lines(one) == _lines(other)


def _lines(source: str) -> tuple[str, ...]:
    return tuple(source.strip().splitlines())


def _is_locked(cell: Mapping[str, Any]) -> bool:
    return bool(cell["metadata"]["nbgrader"].get("locked"))


def _followed() -> Versions | None:
    """Follow the cells of this kernel from now on; None outside of a notebook."""
    shell = ipython()
    if shell is None:
        return None
    versions = Versions(shell.user_ns)
    shell.events.register("pre_run_cell", versions.begin)
    shell.events.register("post_run_cell", versions.end)
    return versions


VERSIONS = _followed()  # from the notebook's first cell on, which imports `check`
