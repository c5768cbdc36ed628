"""Refuses to grade where isolation is not to be had, and warns where none was wanted."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.markup import escape

from autograder.cli.app import err
from autograder.errors import SandboxError
from autograder.model import Isolation

_BEFORE = (
    "WARNING: --isolation none: every hand-in runs with all rights of yours. It can read hidden "
    "graders, change grades and delete files. For your own code alone."
)
_AFTER = (
    "WARNING: graded without isolation: these reports say so, and a run with isolation "
    "grades the same hand-ins again."
)


@contextmanager
def isolated(isolation: Isolation, *, elsewhere: bool = False) -> Iterator[None]:
    """Hold for the time of grading; raises SandboxError, with the remedy, instead of beginning.

    `elsewhere`: hand-ins run on other machines, and what this one offers does not matter.
    """
    if not elsewhere:
        _require(isolation)
    _warn(isolation, _BEFORE)
    try:
        yield
    finally:
        _warn(isolation, _AFTER)


def _require(isolation: Isolation) -> None:
    from autograder.sandbox import require

    try:
        require(isolation)
    except SandboxError as error:
        more = "`autograder doctor` shows what this machine offers"
        raise SandboxError(error.fault, remedy=f"{error.remedy}; {more}") from None


def _warn(isolation: Isolation, text: str) -> None:
    if isolation is Isolation.NONE:
        err.print(f"[bold white on red]{escape(text)}[/]", highlight=False, soft_wrap=True)
