"""Refuses to grade where isolation is not to be had, and warns where none was wanted."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec

from rich.markup import escape

from autograder.cli.app import err
from autograder.errors import SandboxError, UsageError
from autograder.model import Isolation

_BEFORE = (
    "WARNING: --isolation none: every hand-in runs with all your rights. It can read hidden "
    "graders, change grades and delete files. Use it for your own code only."
)
_AFTER = (
    "WARNING: graded without isolation: these reports say so, and a run with isolation "
    "grades the same hand-ins again."
)


@contextmanager
def isolated(
    isolation: Isolation, packages: Sequence[str], *, elsewhere: bool = False
) -> Iterator[None]:
    """Hold for the time of grading; raises SandboxError, with the remedy, instead of beginning.

    UsageError where `packages`, which the course promises to students, are not installed.
    `elsewhere`: hand-ins run on other machines, and what this one offers does not matter.
    """
    if not elsewhere:
        _require(isolation)
        if isolation is not Isolation.CONTAINER:  # whose image has packages of its own
            _expect_installed(packages)
    _warn(isolation, _BEFORE)
    try:
        yield
    finally:
        _warn(isolation, _AFTER)


def _expect_installed(packages: Sequence[str]) -> None:
    missing = [name for name in packages if find_spec(name) is None]
    if missing:
        raise UsageError(
            "course.yml promises students, under `execution: packages`, what is not installed"
            f" here: {', '.join(missing)}",
            remedy=f"pip install {' '.join(missing)}, or take it out of that list",
        )


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
