"""`autograder new-term`: the same course, next year."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich import box
from rich.markup import escape
from rich.table import Table

from autograder.cli.app import app, out, this_course
from autograder.course import Course
from autograder.errors import UsageError

if TYPE_CHECKING:
    from autograder.authoring.term import Plan


@app.command()
def new_term(
    start: Annotated[
        str, typer.Option(metavar="DAY", help="When the first week is released: 2027-10-25.")
    ],
    term: Annotated[str, typer.Option(help="Such as 'Winter 2027/28'.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would change; write nothing.")
    ] = False,
) -> None:
    """Begin the next term: shift all dates, archive last term's hand-ins and gradebook."""
    from autograder.authoring.term import carry_out, make_plan

    course = this_course()
    plan = make_plan(course, _day(start), term)
    out.print(_table(plan))
    done = "would go" if dry_run else "went"
    if not dry_run:
        carry_out(course, plan)
    for path in plan.parts:
        _say(f"{_name(course, path)} {done} to {_name(course, plan.archive)}/")
    for said in plan.stays:
        _say(said)
    if dry_run:
        _say("nothing was changed")
    else:
        _say(f"course.yml is now about {term}; the old one lies in {_name(course, plan.archive)}/")


def _table(plan: "Plan") -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    for name in ("assignment", "", "before", "after"):
        table.add_column(name, no_wrap=True)
    for one in plan.dates:
        table.add_row(one.assignment, one.key, _shown(one.before), _shown(one.after))
    return table


def _shown(written: str) -> str:
    return f"{datetime.fromisoformat(written):%a %d %b %Y %H:%M}"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--start: {text!r} is not a day such as 2027-10-25") from None


def _name(course: Course, path: Path) -> str:
    return str(path).removeprefix(f"{course.root}/")


def _say(text: str) -> None:
    out.print(escape(text), highlight=False, soft_wrap=True)
