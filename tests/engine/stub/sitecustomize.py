"""Loaded by every Python that starts with this folder on PYTHONPATH; see stubbed.py.

Only grader processes are changed, and those runs in which something is to be killed.
"""

import os
import sys
from importlib import import_module


def _disturb(module):
    """Load a module that imports the package as early as this."""
    import_module("autograder.lean")  # before what imports nbformat
    return import_module(module)


if "autograder.runs.crews.serve" in sys.orig_argv:
    _disturb("stub_grader").take_over()

if "FAULT" in os.environ:
    _disturb("faults").lay(*os.environ["FAULT"].split())
