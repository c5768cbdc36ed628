"""The program, its options before any command, and what its commands share."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from autograder import __version__
from autograder.course import Assignment, Course, find_course_root, load_course
from autograder.errors import UsageError

app = typer.Typer(
    help="Release, grade and look after a self-grading PyTorch course.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
# Into a pipe or a file rich would fold the table at 80 columns.
out = Console(width=None if sys.stdout.isatty() else int(os.environ.get("COLUMNS", "160")))
err = Console(stderr=True)

SHORT_EXIT = 1
USAGE_EXIT = 2
BROKEN_EXIT = 3
STOPPED_EXIT = 130  # as shells say that Ctrl-C ended a program


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
            f"{assignment.id} is a draft: it has no notebook and no graders yet",
            remedy="write them, then take `draft: true` out of course.yml",
        )
    return assignment


def finished_weeks(course: Course) -> list[Assignment]:
    """Return the assignments that are no drafts."""
    return [assignment for assignment in course.assignments if not assignment.draft]
