"""`autograder doctor`: what this machine offers for grading, and what to do about what it lacks."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer
from rich import box
from rich.markup import escape
from rich.table import Table

from autograder.cli.app import SHORT_EXIT, app, out

if TYPE_CHECKING:
    from autograder.sandbox.doctor import Examination
    from autograder.sandbox.hardware import Check


@app.command()
def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead.")] = False,
) -> None:
    """Show what this machine offers for grading, with the remedy for what is missing."""
    from autograder.sandbox.doctor import examine

    with out.status("looking around, and starting a sandbox"):
        found = examine()
    if as_json:
        typer.echo(json.dumps({**asdict(found), "possible": found.possible}, indent=1))
    else:
        out.print(_table(found))
        out.print(_verdict(found), highlight=False)
    if not found.possible:
        raise typer.Exit(SHORT_EXIT)


def _table(found: "Examination") -> Table:
    table = Table(box=box.SIMPLE_HEAD, row_styles=["", "on grey7"])
    table.add_column("what", no_wrap=True)
    table.add_column("here?", no_wrap=True)
    table.add_column("details, and the remedy for what is missing", overflow="fold")
    told: set[str] = set()
    for check in found.checks:
        remedy = "as above" if check.remedy in told else check.remedy
        text = check.detail
        if not check.ok and remedy:
            told.add(remedy)
            text += f"\nremedy: {remedy}"
        table.add_row(check.name, _state(check), escape(text))
    return table


def _state(check: "Check") -> str:
    if check.ok:
        return "[green]ok[/]"
    return "[bold red]missing[/]" if check.required else "[yellow]no[/]"


def _verdict(found: "Examination") -> str:
    if found.bubblewrap:
        return "[green]hand-ins can be graded in isolation here[/]"
    if found.container:
        return "[green]hand-ins can be graded in isolation here, with --isolation container[/]"
    return "[red]hand-ins cannot be graded in isolation here: follow the remedies above[/]"
