"""Runs hand-ins where they can do no harm, and asks them questions from outside.

sandbox.py          starts the fork server, opens and ends hand-ins
session.py          one hand-in: run a cell, call a function, how it may end
outputs.py          checks what a cell says that it showed
bubblewrap.py       the command line of the sandbox
interpreter.py      which files of Python are needed in there
seccomp.py          the system calls that are denied
"""

from autograder.sandbox.launch import require
from autograder.sandbox.outputs import CellError, CellRun, is_out_of_memory
from autograder.sandbox.sandbox import Sandbox
from autograder.sandbox.session import Session

__all__ = ["CellError", "CellRun", "Sandbox", "Session", "is_out_of_memory", "require"]
