"""`autograder release`: build what students get, and the solutions."""

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.markup import escape

from autograder.cli.app import app, finished_weeks, out, ready, this_course
from autograder.course import Assignment, Course
from autograder.errors import UsageError


@app.command()
def release(
    assignments: Annotated[
        list[str] | None, typer.Argument(metavar="[ASSIGNMENT]...", help="What to release.")
    ] = None,
    week: Annotated[int | None, typer.Option(help="Release this week's assignment.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Release every finished week.")] = False,
) -> None:
    """Build release/ and solutions/ from source/."""
    course = this_course()
    chosen = _chosen(course, assignments or [], week, every)
    from autograder.authoring.release import (  # with nbgrader's converters
        build_release,
        build_solution,
    )

    for assignment in chosen:
        with out.status(f"building {assignment.id}"):
            built = [build_release(course, assignment), build_solution(course, assignment)]
        for result in built:
            out.print(escape(str(result)))


def _chosen(
    course: Course, names: Sequence[str], week: int | None, every: bool
) -> list[Assignment]:
    if every:
        return finished_weeks(course)
    if week is not None:
        found = [assignment.id for assignment in course.assignments if assignment.week == week]
        if not found:
            raise UsageError(f"course.yml has no week {week}")
        names = [*names, *found]
    if not names:
        raise UsageError(
            "nothing to release", remedy="name an assignment, or use --week N or --all"
        )
    return [ready(course, name) for name in names]
