"""`autograder feedback`: reports become the pages that students get back."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer
from rich.markup import escape

from autograder.cli.app import (
    BROKEN_EXIT,
    SHORT_EXIT,
    USAGE_EXIT,
    app,
    err,
    out,
    ready,
    this_course,
)
from autograder.cli.bundle import pack
from autograder.cli.console import counted
from autograder.cli.progress import bar
from autograder.course import Assignment, Course
from autograder.course.late import in_time_until
from autograder.errors import UsageError
from autograder.model import Pack, Shown
from autograder.runs.overview import listed

if TYPE_CHECKING:
    from autograder.feedback import PageResult


@app.command()
def feedback(
    assignment: Annotated[
        str, typer.Argument(metavar="ASSIGNMENT", help="The assignment's id in course.yml.")
    ],
    students: Annotated[
        list[str] | None, typer.Argument(metavar="[STUDENT]...", help="Only these (default: all).")
    ] = None,
    bundle: Annotated[
        Pack | None, typer.Option(help="Pack the pages as this LMS takes them, or for mail.")
    ] = None,
    roster: Annotated[
        Path | None,
        typer.Option(help="CSV of ids, names and numbers (default: the one that `collect` had)."),
    ] = None,
) -> None:
    """Write each student's feedback page from what was graded, into feedback/."""
    from autograder.feedback import Fate, shown_at
    from autograder.notebooks.submissions import misnamed

    course = this_course()
    chosen = ready(course, assignment)
    now = datetime.now(UTC)
    if shown_at(course, chosen, now) is Shown.NOTHING:
        out.print(_nothing(course, chosen, now), highlight=False, soft_wrap=True)
        return
    results = _write_all(course, chosen, students or [], now)
    for result in results:
        if result.note:
            _tell(result)
    fates = Counter(result.fate for result in results)
    out.print(
        f"{counted(len(results), 'student')}: " + ", ".join(f"{n} {f}" for f, n in fates.items())
    )
    _say_out_of_date(chosen, results)
    misplaced = misnamed(course, chosen) if not students else []
    for said in misplaced:
        err.print(escape(said), highlight=False, soft_wrap=True)
    page = course.feedback_page("<student>", chosen)
    out.print(f"feedback: {escape(str(page))}", soft_wrap=True)
    whole = bundle is None or pack(course, chosen, _packed(results), bundle, roster)
    if fates[Fate.UNREADABLE] or fates[Fate.FAILED]:
        raise typer.Exit(BROKEN_EXIT)
    if fates[Fate.UNGRADED] or misplaced:
        raise typer.Exit(USAGE_EXIT)
    if not whole:
        raise typer.Exit(SHORT_EXIT)


def _packed(results: "list[PageResult]") -> list[str]:
    """Return whose page is there."""
    from autograder.feedback import Fate

    there = (Fate.WRITTEN, Fate.UNCHANGED)
    return [result.student_id for result in results if result.fate in there]


def _write_all(
    course: Course, assignment: Assignment, students: list[str], now: datetime
) -> "list[PageResult]":
    from autograder.feedback import students_of, write_pages

    submissions = students_of(course, assignment, students)
    if not submissions:
        raise UsageError(
            f"nothing was handed in for {assignment.id}, and nothing graded",
            remedy=f"run `autograder grade {assignment.id}` first",
        )
    progress = bar(len(submissions))
    task = progress.add_task("writing feedback", total=len(submissions), names="")
    results = []
    with progress:
        for result in write_pages(course, assignment, submissions, now):
            results.append(result)
            progress.update(task, advance=1, names=escape(result.student_id))
    return results


def _nothing(course: Course, assignment: Assignment, now: datetime) -> str:
    until = in_time_until(course.late, assignment.due).astimezone(ZoneInfo(course.timezone))
    before = now < until
    when = f"before {until:%a %d %b %Y %H:%M}" if before else "after the due time"
    key = "before_due" if before else "after_due"
    return (
        f"no page was written: nothing of {assignment.id} is shown {when}"
        f" (course.yml, feedback: {key}: nothing)"
    )


def _say_out_of_date(assignment: Assignment, results: "list[PageResult]") -> None:
    if number := sum(result.out_of_date for result in results):
        out.print(f"{number} of them out of date", highlight=False)
    regrade = [result.student_id for result in results if result.changed]
    parts = dict.fromkeys(name for result in results for name in result.changed)
    if regrade:
        said = (
            f"what decides a grade has changed ({', '.join(parts)}) since {listed(regrade, 5)} were"
            f" graded: run `autograder grade {assignment.id}`, and this again"
        )
        out.print(escape(said), highlight=False, soft_wrap=True)


def _tell(result: "PageResult") -> None:
    said = f"{result.student_id}: {result.note}"
    err.print(escape(said), highlight=False, soft_wrap=True)
    err.print(f"  remedy: {escape(result.remedy)}", highlight=False, soft_wrap=True)
