"""`autograder status`: the weeks at a glance, and the next command to type."""

from datetime import UTC, datetime

from rich.markup import escape

from autograder.cli.app import app, out, this_course
from autograder.cli.tables import status_table


@app.command()
def status() -> None:
    """Show the weeks: what is handed in, graded, waiting, given back, exported; and what next."""
    from autograder.runs.overview import sentences
    from autograder.runs.week import next_command, week

    course, now = this_course(), datetime.now(UTC)
    weeks = {assignment.id: week(course, assignment) for assignment in course.assignments}
    out.print(status_table(course, weeks))
    for assignment in course.assignments:
        found = weeks[assignment.id]
        told = [*sentences(assignment, found.overview), *([found.fault] if found.fault else [])]
        for said in told:
            out.print(escape(f"{assignment.id}: {said}"), highlight=False, soft_wrap=True)
    commands = [
        command
        for assignment in course.assignments
        if (command := next_command(course, assignment, weeks[assignment.id], now))
    ]
    for command in commands:
        out.print(f"next: {command}", highlight=False, soft_wrap=True)
