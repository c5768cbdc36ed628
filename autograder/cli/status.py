"""`autograder status`: the weeks at a glance, and what is to be done about them."""

from rich.markup import escape

from autograder.cli.app import app, out, this_course
from autograder.tables import status_table


@app.command()
def status() -> None:
    """Show the weeks: what is released, due, handed in, graded, and what is out of date."""
    from autograder.overview import overview, sentences

    course = this_course()
    weeks = {assignment.id: overview(course, assignment) for assignment in course.assignments}
    out.print(status_table(course, weeks))
    for assignment in course.assignments:
        for said in sentences(assignment, weeks[assignment.id]):
            out.print(escape(f"{assignment.id}: {said}"), highlight=False, soft_wrap=True)
