"""Finds the public checks beside the notebook: public_checks.py and public_checks.json."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from autograder.errors import UsageError
from autograder.public.place import CODE, TABLE, place
from autograder.public.table import Table, decode

__all__ = ["CODE", "TABLE", "PublicChecks", "Step", "load_checks", "load_module", "steps_of"]


@dataclass(frozen=True)
class Step:
    """One thing that must hold: its title for students, and the function that looks."""

    title: str
    look: Callable[[Any, Table], None]


@dataclass(frozen=True)
class PublicChecks:
    """The public checks of one assignment: for each task its steps and its table."""

    assignment: str
    steps: Mapping[str, tuple[Step, ...]]
    tables: Mapping[str, Table]
    week: int = 0
    cells: Sequence[Mapping[str, Any]] = ()
    packages: Sequence[str] = ()

    @property
    def belonging(self) -> str:
        """Whose these checks are, in words."""
        return f"week {self.week} ({self.assignment})" if self.week else self.assignment


def load_checks(folder: Path) -> PublicChecks:
    """Read the public checks for a notebook in `folder`; raise UsageError with what to do."""
    folder = place(folder)
    try:
        table = decode((folder / TABLE).read_bytes())
        steps = steps_of(load_module(folder / CODE))
    except Exception as error:  # a file that was edited or cut may raise anything
        raise UsageError(
            f"the public checks in {folder} cannot be read: {error}",
            remedy=f"download {CODE} and {TABLE} again from where the notebook came from",
        ) from error
    return PublicChecks(
        table.assignment, steps, table.tasks, table.week, table.cells, table.packages
    )


def steps_of(module: ModuleType) -> dict[str, tuple[Step, ...]]:
    """Return the steps of each task of a public_checks.py, which names them as `TASKS`."""
    return {
        task: tuple(Step(_title(function), function) for function in functions)
        for task, functions in module.TASKS.items()
    }


def load_module(path: Path) -> ModuleType:
    """Execute the Python file at `path`, afresh, as a module of its own."""
    module = ModuleType(f"autograder_public.{path.parent.name}.{path.stem}")
    module.__file__ = str(path)
    # While it runs it is found by its name, which dataclasses ask for.
    sys.modules[module.__name__] = module
    exec(_compiled(path.read_bytes(), str(path)), module.__dict__)
    return module


@lru_cache(maxsize=8)
def _compiled(source: bytes, path: str) -> CodeType:
    """Compile a file once for all checks of a notebook; one that was edited is another source."""
    return compile(source, path, "exec")


def _title(function: Callable[..., Any]) -> str:
    return (function.__doc__ or "").strip().split("\n", 1)[0].rstrip(".")
