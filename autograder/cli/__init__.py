"""The command line: the only package that prints, draws progress and exits.

student     what a student's install has: check
commands    what the whole install has: release, grade, feedback, ..., a module for each
app         their program, its options, and what they share
tables      what a person sees of a class
console     where all of them print
"""

import sys
from contextlib import suppress

from autograder.cli.signals import Stopped, ended_in_order

__all__ = ["main"]


def main() -> None:
    """Run the command line; an error of ours becomes its words and its exit code."""
    with ended_in_order():  # before anything that takes long to import
        try:
            _run_or_explain(_course_first(sys.argv[1:]))
        except Stopped:
            with suppress(OSError):  # where it is the terminal that was closed
                sys.stderr.write(_STOPPED)
            raise


def _run_or_explain(arguments: list[str]) -> None:
    import autograder.lean  # noqa: F401  # before the commands
    from autograder.cli.console import show_error
    from autograder.errors import AutograderError

    try:
        _run(arguments)
    except AutograderError as error:
        show_error(error)
        raise SystemExit(error.exit_code) from None


_STOPPED = "stopped; nothing is half-written, and the same command does what is left\n"


def _course_first(arguments: list[str]) -> list[str]:
    """Return the arguments with `--course FOLDER` before the command, wherever it was typed."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    for place, word in enumerate(arguments[:end]):
        if word.startswith("--course="):
            return [word, *arguments[:place], *arguments[place + 1 :]]
        if word == "--course" and place + 1 < end:
            found = arguments[place : place + 2]
            return [*found, *arguments[:place], *arguments[place + 2 :]]
    return arguments


def _run(arguments: list[str]) -> None:
    from autograder.cli import student
    from autograder.errors import UsageError

    if arguments[:1] == ["check"] or not student.is_all_there():
        student.run(arguments)
        return
    try:
        from autograder.cli.commands import app

        app(arguments, standalone_mode=True)
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package in ("", "autograder"):
            raise
        raise UsageError(
            f"the package {package} is not installed", remedy=student.INSTALL
        ) from error
