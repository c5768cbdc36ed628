"""Reads a public definition, source/<assignment>/public_checks.py, whose TASKS are `trial.Task`."""

import sys
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import CodeType, ModuleType

from autograder.kit.trial import Task

CODE = "public_checks.py"


def load_definition(path: Path) -> Mapping[str, Task]:
    """Return the tasks that the definition at `path` names, executed afresh."""
    tasks: Mapping[str, Task] = load_module(path).TASKS
    return tasks


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
