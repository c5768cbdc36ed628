"""The program, its options before any command, and what its commands share."""

import getpass
from pathlib import Path
from typing import Annotated

import typer

from autograder import __version__
from autograder.cli.console import BROKEN_EXIT, SHORT_EXIT, USAGE_EXIT, err, out
from autograder.course import Assignment, Course, find_course_root, load_course
from autograder.errors import UsageError

__all__ = [
    "BROKEN_EXIT",
    "SHORT_EXIT",
    "USAGE_EXIT",
    "app",
    "err",
    "finished_weeks",
    "out",
    "ready",
    "this_course",
    "user_name",
]

app = typer.Typer(
    help="Release, grade and look after a self-grading PyTorch course.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


class _State:
    course: Path | None = None


@app.callback()
def options(
    course: Annotated[
        Path | None,
        typer.Option(help="Folder with course.yml (default: the nearest one upwards)."),
    ] = None,
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    """Options that stand before any command."""
    if version:
        out.print(__version__)
        raise typer.Exit
    _State.course = course


def this_course() -> Course:
    """Return the course that the command is about."""
    return load_course(_State.course or find_course_root(Path.cwd()))


def ready(course: Course, assignment_id: str) -> Assignment:
    """Return an assignment that is no draft; raise UsageError."""
    assignment = course.assignment(assignment_id)
    if assignment.draft:
        raise UsageError(
            f"{assignment.id} is a draft: its entry in course.yml says `draft: true`",
            remedy="take that out when notebook and graders are written; imported/ says what an"
            " imported week still needs",
        )
    return assignment


def finished_weeks(course: Course) -> list[Assignment]:
    """Return the assignments that are no drafts."""
    return [assignment for assignment in course.assignments if not assignment.draft]


def user_name() -> str:
    """Return who types this, for the records."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name, in a container say
        return "somebody"
