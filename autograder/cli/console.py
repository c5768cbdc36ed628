"""Where commands print, and the codes that they exit with."""

import os
import sys

from rich.console import Console
from rich.markup import escape

from autograder.errors import AutograderError

# Into a pipe or a file rich would fold the table at 80 columns.
out = Console(width=None if sys.stdout.isatty() else int(os.environ.get("COLUMNS", "160")))
err = Console(stderr=True)

SHORT_EXIT = 1
USAGE_EXIT = 2
BROKEN_EXIT = 3
STOPPED_EXIT = 130  # as shells say that Ctrl-C ended a program


def show_error(error: AutograderError) -> None:
    """Print what is wrong and the remedy, to stderr."""
    err.print(f"error: {escape(error.fault)}", highlight=False, soft_wrap=True)
    if error.remedy:
        err.print(f"remedy: {escape(error.remedy)}", highlight=False, soft_wrap=True)


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, which takes an s in the plural: "1 score", "2 scores"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
