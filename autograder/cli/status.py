"""`autograder status`: the weeks at a glance, and the next command to type."""

import json
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.markup import escape

from autograder.cli.app import app, out, this_course
from autograder.cli.status_table import status_data, status_table


@app.command()
def status(
    as_json: Annotated[
        bool, typer.Option("--json", help="JSON instead of the table: a list of the weeks.")
    ] = False,
) -> None:
    """Show the weeks: what is out, handed in, graded, waiting, given back, exported; what next."""
    from autograder.runs.overview import sentences
    from autograder.runs.week import next_command, week

    course, now = this_course(), datetime.now(UTC)
    weeks = {assignment.id: week(course, assignment) for assignment in course.assignments}
    commands = {
        assignment.id: next_command(course, assignment, weeks[assignment.id], now)
        for assignment in course.assignments
    }
    if as_json:
        data = [
            status_data(course, one, weeks[one.id], now, commands[one.id])
            for one in course.assignments
        ]
        typer.echo(json.dumps(data, indent=1, ensure_ascii=False))
        return
    out.print(status_table(course, weeks, now))
    for assignment in course.assignments:
        found = weeks[assignment.id]
        told = [*sentences(assignment, found.overview), *([found.fault] if found.fault else [])]
        for said in told:
            out.print(escape(f"{assignment.id}: {said}"), highlight=False, soft_wrap=True)
    for command in filter(None, commands.values()):
        out.print(f"next: {command}", highlight=False, soft_wrap=True)
