"""`autograder collect`: an LMS's download becomes hand-ins in submitted/."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from autograder.cli.app import SHORT_EXIT, STOPPED_EXIT, app, err, out, ready, this_course
from autograder.tables import collect_table


@app.command()
def collect(
    assignment: Annotated[
        str, typer.Argument(metavar="ASSIGNMENT", help="The assignment's id in course.yml.")
    ],
    source: Annotated[
        Path,
        typer.Argument(
            metavar="ARCHIVE_OR_FOLDER",
            help="Zip, tar or folder from Canvas, Moodle, Gradescope, nbgrader or by hand.",
        ),
    ],
    roster: Annotated[
        Path | None, typer.Option(help="CSV: id, and any of name, email, canvas_id, moodle_id.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be done.")
    ] = False,
) -> None:
    """Put an LMS's download into submitted/."""
    from autograder.collect import collect, read_roster

    course = this_course()
    chosen = ready(course, assignment)
    known = read_roster(roster) if roster else None
    try:
        with out.status(f"collecting {escape(chosen.id)}"):
            found = collect(course, chosen, source, roster=known, dry_run=dry_run)
    except KeyboardInterrupt:
        err.print("stopped; nothing is lost, and the same command goes on from there")
        raise typer.Exit(STOPPED_EXIT) from None
    out.print(collect_table(found))
    counts = Counter(str(row.fate) for row in found.rows)
    told = ", ".join(f"{number} {fate}" for fate, number in counts.most_common())
    out.print(f"laid out as {found.layout}: {told}" + " (nothing was written)" * dry_run)
    out.print(f"hand-ins: {escape(str(course.submitted_dir))}", soft_wrap=True)
    if not found.complete:
        raise typer.Exit(SHORT_EXIT)
