"""`autograder collect`: an LMS's download becomes hand-ins in submitted/."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from autograder.cli.app import (
    BROKEN_EXIT,
    SHORT_EXIT,
    app,
    err,
    out,
    ready,
    this_course,
)
from autograder.cli.tables import collect_table
from autograder.course import Course
from autograder.errors import GradebookError

if TYPE_CHECKING:
    from autograder.lms.collect import Roster, Row

_LARGE = 200  # hand-ins; where there are more, those with nothing odd are only counted
_OFTEN = 5  # hand-ins; what is odd about more than these, and about most, is said once
_MOST_OF_A_REASON = 120  # characters
# Brightspace's and Blackboard's downloads, among others.
_NOBODY = (
    "nobody was recognised: in a download that is none of Canvas, Moodle or Gradescope, each"
    " student's file or folder must be called by their id, name or e-mail of the roster"
)


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
    from autograder.lms.collect import collect, read_roster

    course = this_course()
    chosen = ready(course, assignment)
    known = read_roster(roster) if roster else None
    with out.status(f"collecting {escape(chosen.id)}"):
        found = collect(course, chosen, source, roster=known, dry_run=dry_run)
    _say_taken([row for row in found.rows if not row.refused])
    counts = Counter(str(row.fate) for row in found.rows)
    told = ", ".join(f"{number} {fate}" for fate, number in counts.most_common())
    out.print(f"laid out as {found.layout}: {told}" + " (nothing was written)" * dry_run)
    out.print(f"hand-ins: {escape(str(course.submitted_dir))}", soft_wrap=True)
    _say_how_to_set_times(chosen.id, found.rows)
    kept = dry_run or known is None or _keep(course, known)
    _say_who_needs_a_person([row for row in found.rows if row.refused])
    if found.layout == "plain" and all(row.refused for row in found.rows):
        out.print(_NOBODY, soft_wrap=True)
    if found.failed or not kept:
        raise typer.Exit(BROKEN_EXIT)
    if not found.complete:
        raise typer.Exit(SHORT_EXIT)


def _say_taken(rows: "Sequence[Row]") -> None:
    """Show what was taken, and what is odd about most of it once."""
    counts = Counter(note for row in rows for note in set(row.notes))
    often = {note: n for note, n in counts.items() if n > max(_OFTEN, len(rows) / 2)}
    large = len(rows) > _LARGE
    shown = [row for row in rows if not large or set(row.notes) - often.keys()]
    if shown:
        out.print(collect_table(shown, often))
    for note, number in often.items():
        out.print(escape(f"{number} of {len(rows)}: {note}"), highlight=False, soft_wrap=True)


def _say_how_to_set_times(assignment: str, rows: "Sequence[Row]") -> None:
    """Say what to type for those of whom Canvas says now that they are late, and not when."""
    from autograder.lms.collect import Fate
    from autograder.lms.collect.times import JUST_LATE

    taken = [row for row in rows if row.fate in (Fate.NEW, Fate.REPLACED)]
    if number := sum(JUST_LATE in row.notes for row in taken):
        out.print(
            f"{number} late by a time that Canvas does not say:"
            f" `autograder late {assignment} STUDENT --handed-in WHEN` enters it",
            highlight=False,
            soft_wrap=True,
        )


def _say_who_needs_a_person(rows: "Sequence[Row]") -> None:
    """Name, in a line each, what was refused."""
    from autograder.lms.collect.names import shown

    if rows:
        out.print(f"{len(rows)} need{'s' * (len(rows) == 1)} a person:")
    for row in rows:
        first, *others = row.refused
        whose = ": ".join(part for part in (row.student, row.file) if part)
        more = f" (and {len(others)} more)" if others else ""
        taken = "" if row.fate == "refused" else f" ({row.fate}; the rest was taken)"
        said = f"  {whose}: {shown(first, _MOST_OF_A_REASON)}{more}{taken}"
        out.print(escape(said), highlight=False, soft_wrap=True)


def _keep(course: Course, roster: "Roster") -> bool:
    """Keep the roster in the course and in its gradebook; say where that fails."""
    from autograder.gradebook import GradebookWriter
    from autograder.lms.collect import keep_roster

    keep_roster(course, roster)
    try:
        with GradebookWriter(course) as gradebook:
            gradebook.put_students(roster.people)
    except GradebookError as error:
        err.print(f"the roster is not in the gradebook: {escape(error.fault)}", soft_wrap=True)
        err.print("  remedy: put that right, and give the same command again", soft_wrap=True)
        return False
    return True
