"""`autograder status`: the weeks at a glance."""

from autograder.cli.app import app, out, this_course
from autograder.tables import status_table


@app.command()
def status() -> None:
    """Show the weeks: what is released, when it is due, what is handed in and graded."""
    course = this_course()
    out.print(status_table(course))
