"""`autograder new`: a week to write over, which works as it stands."""

from enum import StrEnum
from typing import Annotated

import typer
from rich.markup import escape

from autograder.cli.app import app, out, this_course


class Kind(StrEnum):
    """What the week's first task asks for; the template has a folder for each."""

    GRADIENT = "gradient"
    AUTOGRAD = "autograd"
    TRAINING_LOOP = "training-loop"
    MODULE = "module"
    FUNCTION = "function"


@app.command()
def new(
    assignment: Annotated[
        str, typer.Argument(metavar="ASSIGNMENT", help="Its id, and the name of its folders.")
    ],
    kind: Annotated[
        Kind,
        typer.Option(
            help="What its task asks for: a gradient by hand or by autograd, a training loop, an"
            " nn.Module, a function."
        ),
    ] = Kind.GRADIENT,
    week: Annotated[int | None, typer.Option(min=1, help="Default: after the last one.")] = None,
    title: Annotated[str, typer.Option(help="Default: the id, in words.")] = "",
) -> None:
    """Make a new week: notebook, grader and known hand-ins that pass the audit."""
    from autograder.authoring.new import make_assignment

    course = this_course()
    with out.status(f"making {escape(assignment)}"):
        made = make_assignment(course, assignment, kind=kind, week=week, title=title)
    for folder in made:
        out.print(f"{escape(folder.relative_to(course.root).as_posix())}: made")
    out.print("course.yml: one more entry at the end")
    out.print(f"now write it, and run `autograder audit {escape(assignment)}` as you go")
