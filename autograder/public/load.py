"""Finds the public checks beside the notebook: public_checks.py and public_checks.json."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.errors import UsageError
from autograder.public.table import Table, decode

CODE = "public_checks.py"
TABLE = "public_checks.json"


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


def find_folder(folder: Path) -> Path:
    """Return where the public checks for a notebook in `folder` lie: there, as a rule.

    For solutions/adaline/ and the like, inside of a course, that is release/adaline/.
    """
    if not (folder / CODE).exists():
        for root in folder.parents:
            released = root / "release" / folder.name
            if (root / "course.yml").exists() and (released / CODE).exists():
                return released
    return folder


def load_checks(folder: Path) -> PublicChecks:
    """Read the public checks for a notebook in `folder`; raise UsageError with what to do."""
    folder = find_folder(folder)
    missing = [name for name in (CODE, TABLE) if not (folder / name).is_file()]
    if missing:
        raise UsageError(
            f"{' and '.join(missing)} not found in {folder}",
            remedy="keep the files that came with the notebook beside it, and start the notebook"
            " from there",
        )
    try:
        assignment, tables = decode((folder / TABLE).read_bytes())
        steps = steps_of(load_module(folder / CODE))
    except Exception as error:  # a file that was edited or cut may raise anything
        raise UsageError(
            f"the public checks in {folder} cannot be read: {error}",
            remedy=f"take {CODE} and {TABLE} anew from where the notebook came from",
        ) from error
    return PublicChecks(assignment, steps, tables)


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
    exec(compile(path.read_bytes(), str(path), "exec"), module.__dict__)
    return module


def _title(function: Callable[..., Any]) -> str:
    return (function.__doc__ or "").strip().split("\n", 1)[0].rstrip(".")
