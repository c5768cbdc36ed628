"""`autograder import`: weeks of this shape from an nbgrader course."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from autograder.cli.app import SHORT_EXIT, app, out, this_course
from autograder.course import Course
from autograder.errors import UsageError

if TYPE_CHECKING:
    from autograder.authoring.importing import Week


@app.command("import")
def import_course(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="COURSE",
            help="Folder of an nbgrader course, or of one assignment's notebooks.",
        ),
    ],
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="ASSIGNMENT", help="Only this assignment; may be repeated."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show the list, and write nothing.")
    ] = False,
) -> None:
    """Make weeks of this shape from an nbgrader course, and list what needs a hand."""
    course = this_course()
    from autograder.authoring.importing import check_weeks, write_week

    weeks = _planned(course, source, only or [])
    check_weeks(course, weeks)
    drafts = False
    for week in weeks:
        imported = None
        if not dry_run:
            with out.status(f"importing {escape(week.name)}"):
                imported = write_week(course, week)
        faults = imported.faults if imported else ()
        _say(week, faults)
        drafts |= bool(faults) or not week.tasks
        if imported is not None:
            listing = imported.listing.relative_to(course.root).as_posix()
            out.print(f"the same as a list to work off: {escape(listing)}", soft_wrap=True)
    if drafts:
        raise typer.Exit(SHORT_EXIT)


def _planned(course: Course, source: Path, only: list[str]) -> "list[Week]":
    from autograder.authoring.importing import find_assignments, planned

    if source.resolve() == course.root:
        raise UsageError("that is this course itself", remedy="name the folder of another one")
    found = find_assignments(source)
    names = [one.name for one in found]
    for name in only:
        if name not in names:
            raise UsageError(f"{source} has no assignment {name}; it has {', '.join(names)}")
    chosen = [one for one in found if not only or one.name in only]
    with out.status("reading the course"):
        return [planned(one) for one in chosen]


def _say(week: "Week", faults: tuple[str, ...]) -> None:
    from autograder.authoring.importing.listing import summary

    table = Table("cell", "was", "became", title=f"{escape(week.name)}, cell by cell", box=None)
    for one in week.pieces:
        table.add_row(escape(one.place), str(one.kind), escape(one.became))
    out.print(table)
    out.print(escape(f"{week.name}: {summary(week)}"), highlight=False, soft_wrap=True)
    for fault in faults:
        out.print(f"[red]it is a draft[/]: {escape(fault)}", highlight=False, soft_wrap=True)
    out.print("what needs a hand:")
    for line in [*week.notes, *(f"{p.place}: {hand}" for p in week.pieces for hand in p.hand)]:
        out.print(f"  {escape(line)}", highlight=False, soft_wrap=True)
    if week.tasks and not faults:
        asks = f"`autograder audit {escape(week.name)}` says what is not asked yet"
        out.print(f"  known hand-ins; {asks}", soft_wrap=True)
