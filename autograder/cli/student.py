"""What a student's install has of the command line: `check`, and which extra the rest is in.

The other commands need nbgrader, its database and more, which come with the extra `course`. Where
they are, `commands` has all of them.
"""

from argparse import REMAINDER, SUPPRESS, ArgumentParser
from collections.abc import Sequence
from importlib.util import find_spec

from autograder import __version__
from autograder.cli.check import ABOUT, check
from autograder.errors import UsageError

INSTALL = "pip install 'pytorch-autograder[course]'"


def is_all_there() -> bool:
    """Tell whether the extra `course` is installed: nbgrader is, which nothing else brings."""
    return find_spec("nbgrader") is not None


def run(arguments: Sequence[str]) -> None:
    """Do what `autograder ARGUMENTS` asks for; raise UsageError where it is not `check`."""
    asked = _parser().parse_args(arguments or ["--help"])
    if asked.command != "check":
        raise UsageError(
            f"a student's install has no command `{asked.command}`, but `check` alone",
            remedy=f"TAs and instructors install the others, too: {INSTALL}",
        )
    check(asked.arguments)


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="autograder",
        allow_abbrev=False,
        usage="autograder check NOTEBOOK [OPTIONS]",
        description=f"{ABOUT} `autograder check --help` shows the options.",
        epilog=f"All other commands (grade, release, ...) are for TAs and instructors: {INSTALL}",
    )
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument("--course", help=SUPPRESS)  # stands before commands that are not here
    parser.add_argument("command", help=SUPPRESS)
    parser.add_argument("arguments", nargs=REMAINDER, help=SUPPRESS)
    return parser
