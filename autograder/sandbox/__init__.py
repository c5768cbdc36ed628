"""Runs hand-ins where they can do no harm, and asks them questions from outside.

sandbox.py          opens and ends hand-ins in one fork server
session.py          one hand-in: run a cell, call a function; ending.py: how it may end
outputs.py          checks what a cell says that it showed
launch.py           starts a fork server, in the isolation that is asked for
link.py, stdio.py   the channel to it: sockets, or the one stream of a container
bubblewrap.py       the command line of the sandbox
container.py        the same for a container; engines.py finds docker or podman
scope.py            a systemd scope around the sandbox, where one works
interpreter.py      which files of Python are needed in there
seccomp.py          the system calls that are denied
share.py            how graders share this machine; devices.py: where checks run
doctor.py           what this machine lacks; hardware.py: of torch and GPUs
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder.sandbox.ending import Ending
    from autograder.sandbox.launch import require
    from autograder.sandbox.outputs import CellError, CellRun, Room, is_out_of_memory
    from autograder.sandbox.sandbox import Sandbox
    from autograder.sandbox.session import Session

_HOMES = {
    "require": "launch", "CellError": "outputs", "CellRun": "outputs",
    "Room": "outputs", "is_out_of_memory": "outputs", "Ending": "ending", "Sandbox": "sandbox",
    "Session": "session",
}  # fmt: skip

__all__ = [
    "CellError",
    "CellRun",
    "Ending",
    "Room",
    "Sandbox",
    "Session",
    "is_out_of_memory",
    "require",
]


def __getattr__(name: str) -> Any:
    # On demand: what only asks whether there is a sandbox to be had does not wait for torch.
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(importlib.import_module(f"autograder.sandbox.{_HOMES[name]}"), name)
