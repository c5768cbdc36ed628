"""`autograder publish`: the students' bundle of a week, by its date."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from autograder.cli.app import (
    app,
    finished_weeks,
    out,
    ready,
    this_course,
    user_name,
)
from autograder.cli.console import show_error
from autograder.course import Assignment, Course
from autograder.errors import AutograderError, UsageError

if TYPE_CHECKING:
    from autograder.authoring.publish import Wish
    from autograder.authoring.publish.deliver import Place
    from autograder.course.published import Publication


@app.command()
def publish(
    assignments: Annotated[
        list[str] | None, typer.Argument(metavar="[ASSIGNMENT]...", help="What to publish.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every finished week.")] = False,
    due: Annotated[
        bool,
        typer.Option("--due", help="What is due and not out yet, and nothing else: for cron."),
    ] = False,
    solutions: Annotated[
        bool, typer.Option("--solutions", help="The solution, once nobody can hand in in time.")
    ] = False,
    to: Annotated[
        Path | None, typer.Option(help="A folder (default: `publish: to` of course.yml).")
    ] = None,
    exchange: Annotated[
        bool, typer.Option("--exchange", help="Into nbgrader's exchange instead.")
    ] = False,
    early: Annotated[
        bool, typer.Option("--early", help="Before its release time; the record says so.")
    ] = False,
    unaudited: Annotated[
        bool, typer.Option("--unaudited", help="Without a green audit; the record says so.")
    ] = False,
) -> None:
    """Give students a week's bundle: notebook, public checks, requirements, how-to."""
    from autograder.authoring.publish import Wish

    if sum(map(bool, (assignments, every, due))) != 1:
        raise UsageError(
            "name assignments, or say --due or --all",
            remedy="`autograder status` shows what is not out",
        )
    if due and early:
        raise UsageError("what is due is not early", remedy="name the assignment with --early")
    course = this_course()
    place = _place(course, to, exchange=exchange)
    wish = Wish(place, solutions, early, unaudited, by=user_name())
    chosen = finished_weeks(course) if every else [ready(course, one) for one in assignments or []]
    worst = _publish_all(course, chosen, wish, due=due)
    if worst:
        raise typer.Exit(worst)


def _publish_all(course: Course, chosen: list[Assignment], wish: "Wish", *, due: bool) -> int:
    """Publish one after the other; what keeps one back is said, and the exit code returned."""
    from autograder.authoring.publish import due as all_due
    from autograder.authoring.publish import publish

    now = datetime.now(UTC)
    worst = 0
    for assignment in all_due(course, wish, now) if due else chosen:
        try:
            publication, done = publish(course, assignment, wish, now, first=due)
        except AutograderError as error:
            show_error(error)
            worst = max(worst, error.exit_code)
            continue
        if done or not due:
            out.print(escape(_said(publication, done)), highlight=False, soft_wrap=True)
    return worst


def _said(publication: "Publication", done: bool) -> str:
    what = "solution" if publication.what == "solution" else f"edition {publication.edition}"
    state = "published to" if done else "already published to"
    spite = [flag for flag in ("early", "unaudited") if getattr(publication, flag)]
    said = f"{publication.assignment}: {what} {state} {publication.to}"
    said += f" ({', '.join(spite)})" if spite else ""
    changed = ", ".join(publication.changed)
    return (
        f"{said}; changed since edition {publication.edition - 1}: {changed}" if changed else said
    )


def _place(course: Course, to: Path | None, *, exchange: bool) -> "Place":
    from autograder.authoring.publish import ToExchange, ToFolder

    if exchange and to is not None:
        raise UsageError(
            "--to and --exchange are two places", remedy="publish to one, then the other"
        )
    if exchange:
        return ToExchange()
    if to is None:
        return ToFolder(Path(course.publish.to))
    path = Path.cwd() / to  # the record calls a folder below the course by its name there
    return ToFolder(path.relative_to(course.root) if path.is_relative_to(course.root) else path)
