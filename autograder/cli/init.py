"""`autograder init`: a course of one's own."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from autograder.cli.app import app, out


@app.command()
def init(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Empty, or not there yet; it may hold .git.")
    ],
    title: Annotated[str, typer.Option(help="What people read. Default: the folder's name.")] = "",
    term: Annotated[str, typer.Option(help="Such as 'Winter 2026/27'. Default: today's.")] = "",
    timezone: Annotated[
        str, typer.Option(help="Of the course's dates. Default: this machine's.")
    ] = "",
) -> None:
    """Make an empty course that works, with one small week that passes the audit."""
    from autograder.authoring.init import make_course

    with out.status(f"making {escape(str(folder))}"):
        made = make_course(folder, title=title, term=term, timezone=timezone)
    for name in made:
        out.print(f"{escape(name)}: made")
    out.print(f"now run `autograder audit` in {escape(str(folder))}, and read its README.md")
