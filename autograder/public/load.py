"""Finds the public checks beside the notebook: public_checks.py and public_checks.json."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.diagnoses import Catalogue, Diagnosis
from autograder.errors import UsageError
from autograder.kit.definition import load_module
from autograder.kit.trial import Check, Task
from autograder.public.place import CODE, TABLE, place
from autograder.public.table import Table, decode
from autograder.public.trial import PublicTrial

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
    catalogue: Catalogue = field(default_factory=Catalogue)
    passages: Mapping[str, str] = field(default_factory=dict)  # by task or diagnosis

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
    own = {name: Diagnosis("", tuple(hints)) for name, hints in table.hints.items()}
    return PublicChecks(
        table.assignment,
        steps,
        table.tasks,
        table.week,
        table.cells,
        table.packages,
        Catalogue(own),
        table.passages,
    )


def steps_of(module: ModuleType) -> dict[str, tuple[Step, ...]]:
    """Return the steps of each task of a public_checks.py, which names them as `TASKS`."""
    return {
        name: tuple(_step(name, task, check) for check in task.checks)
        for name, task in module.TASKS.items()
    }


def _step(name: str, task: Task, check: Check) -> Step:
    def look(notebook: Any, table: Table) -> None:
        check.look(PublicTrial(name, task, notebook, table))

    look.__name__ = check.name
    return Step(check.title, look)
