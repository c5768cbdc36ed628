"""`autograder show`: one hand-in on one screen, for who has to answer its student."""

import json
import sys
from typing import Annotated

import typer

from autograder.cli.app import app, ready, this_course


@app.command()
def show(
    assignment: Annotated[
        str, typer.Argument(metavar="ASSIGNMENT", help="The assignment's id in course.yml.")
    ],
    student: Annotated[str, typer.Argument(metavar="STUDENT", help="The student's id.")],
    task: Annotated[
        str | None, typer.Option(metavar="ID", help="Only this task, with its code in any case.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON object.")] = False,
) -> None:
    """Show one hand-in: what it got and why, the code of the tasks that lost points, what was."""
    from autograder.cli.show_case import as_json as json_of
    from autograder.cli.show_case import show_case
    from autograder.runs.case import case_of

    course = this_course()
    chosen = ready(course, assignment)
    if task is not None:
        chosen.task(task)
    case = case_of(course, chosen, student)
    if as_json:
        sys.stdout.write(json.dumps(json_of(case, task), ensure_ascii=False, indent=1) + "\n")
    else:
        show_case(course, chosen, case, task)
