"""Calls of students' functions and of probes: fresh seeds, default settings, no text shown."""

import linecache
import random
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import torch

from autograder.worker import engine, faults

# Bound before any cell runs, so that a replaced torch.manual_seed does not stop a call. Seeding
# the generator itself takes 1 µs; torch.manual_seed asks every backend there is: 110 µs.
_seed_random = random.seed
_seed_numpy = np.random.seed
_seed_torch: Callable[[int], Any] = torch.default_generator.manual_seed
_cuda_in_use: Callable[[], bool] = torch.cuda.is_initialized
_seed_cuda: Callable[[int], Any] = torch.cuda.manual_seed_all


# What a definition imports of the engine, read before any cell runs: each after what it imports.
KIT = (
    "observers", "compare", "forms", "nearly", "draw", "asking", "parts", "form", "trial",
    "together", "kind", "building", "helping", "answers", "gradients", "values", "sized", "modes",
    "shapes", "modules", "running", "walks", "moves", "loops", "evaluating", "asserts", "__init__",
)  # fmt: skip
_CODE = {
    name: compile(path.read_bytes(), path, "exec")
    for name in KIT
    for path in [Path(__file__).parents[1] / "kit" / f"{name}.py"]
}


class NameMissing(AttributeError):
    """A name that the notebook does not define."""

    def __init__(self, name: str) -> None:
        super().__init__(f"`{name}` is not defined in the notebook")
        self.missing = name


class Namespace:
    """The notebook's global names as attributes; what probes get as their first parameter."""

    def __init__(self, names: dict[str, Any]) -> None:
        object.__setattr__(self, "_names", names)

    def __getattr__(self, name: str) -> Any:
        try:
            return self._names[name]
        except KeyError:
            raise NameMissing(name) from None

    def __setattr__(self, name: str, value: Any) -> None:
        self._names[name] = value

    def __delattr__(self, name: str) -> None:
        del self._names[name]

    def __dir__(self) -> list[str]:
        return [name for name in self._names if not name.startswith("_")]


class Probes:
    """Our own public functions that run in the student's process, in a module of their own."""

    def __init__(self) -> None:
        self._module = ModuleType("probes")

    def load(self, source: str) -> None:
        """Execute the probes' source, with what it imports of ours as no cell has changed it."""
        sys.modules["autograder.kit"] = kit = ModuleType("autograder.kit")
        for name, code in _CODE.items():
            module = kit if name == "__init__" else ModuleType(f"autograder.kit.{name}")
            sys.modules[module.__name__] = module
            exec(code, module.__dict__)
            vars(kit).setdefault(name, module)
        file = "<probes>"
        linecache.cache[file] = (len(source), None, source.splitlines(True), file)
        exec(compile(source, file, "exec"), self._module.__dict__)

    def find(self, name: str) -> Any:
        """Return the probe `name`, or what asks the task `name`.

        A missing one is our own mistake: LookupError.
        """
        if name in self._module.__dict__.get("TASKS", ()):
            return self._module.__dict__["TASKS"][name].ask
        if name not in self._module.__dict__:
            raise LookupError(f"no probe named {name}")
        return self._module.__dict__[name]


def seed_everything(seed: int) -> None:
    """Seed random, numpy and torch as the notebook would."""
    _seed_random(seed)
    _seed_numpy(seed % 2**32)
    _seed_torch(seed)
    if _cuda_in_use():
        _seed_cuda(seed)


def outcome(function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
    """Call with all settings at their defaults; return the value, or what was raised."""
    try:
        with engine.at_defaults():
            return {"status": "ok", "value": function(*args, **kwargs)}
    except NameMissing as missing:
        return {"status": "missing", "name": missing.missing}
    except BaseException as error:
        return {"status": "raised", **faults.describe(error)}
