"""The command line: the only package that prints, draws progress and exits.

app         the program, its options, and what its commands share
tables      what a person sees of a class
release, check, collect, grade, feedback, export, audit, new, doctor, status     one command each
"""

from rich.markup import escape

import autograder.lean  # noqa: F401  # before the commands

# Each module adds its command, and --help lists them in this order.
# isort: off
from autograder.cli import release, check, collect, grade, feedback, audit, new, doctor  # noqa: F401
from autograder.cli import show, report, by_hand, formgrader, status, export  # noqa: F401

# isort: on
from autograder.cli.app import app, err
from autograder.errors import AutograderError

__all__ = ["main"]


def main() -> None:
    """Run the command line; an error of ours becomes its words and its exit code."""
    try:
        app(standalone_mode=True)
    except AutograderError as error:
        err.print(f"error: {escape(error.fault)}", highlight=False, soft_wrap=True)
        if error.remedy:
            err.print(f"remedy: {escape(error.remedy)}", highlight=False, soft_wrap=True)
        raise SystemExit(error.exit_code) from None
