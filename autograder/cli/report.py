"""`autograder report`: what a class did in one week, as a page for whoever teaches it."""

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from autograder.cli.app import app, out, ready, this_course
from autograder.errors import StorageError
from autograder.files import write_atomic

if TYPE_CHECKING:
    from autograder.classreport import ClassReport


@app.command()
def report(
    assignment: Annotated[
        str, typer.Argument(metavar="ASSIGNMENT", help="The assignment's id in course.yml.")
    ],
    anonymous: Annotated[
        bool,
        typer.Option("--anonymous", help="Leave out people and code, to show it to the class."),
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Write one JSON object in place of the page.")
    ] = False,
) -> None:
    """Write what the class misunderstood, its scores and similar hand-ins into reports/."""
    from autograder.classreport import class_report, gather, page, without_people

    course = this_course()
    chosen = ready(course, assignment)
    found = class_report(course, chosen, gather(course, chosen), datetime.now(UTC))
    if anonymous:
        found = without_people(found)
    if as_json:
        sys.stdout.write(json.dumps(asdict(found), ensure_ascii=False, indent=1) + "\n")
        return
    # A file of its own, so that nobody shows the one with names by mistake.
    path = course.root / "reports" / f"{chosen.id}{'.anonymous' if anonymous else ''}.html"
    _write(path, page(found))
    for said in [*_topics(found), *_blind(found)]:
        out.print(escape(said), highlight=False, soft_wrap=True)
    out.print(f"report: {escape(str(path))}", highlight=False, soft_wrap=True)


def _write(path: Path, content: bytes) -> None:
    try:
        write_atomic(path, content)
    except OSError as error:
        raise StorageError(path, error) from None


def _topics(found: "ClassReport") -> list[str]:
    return [f"{one.count} of {one.of}, {one.task}: {one.sentence}" for one in found.first_topics]


def _blind(found: "ClassReport") -> list[str]:
    """Return what most lost points in for no mistake that is known, of each task."""
    frequent = [one for one in found.unexplained if one.is_frequent]
    first = {one.task: one for one in reversed(frequent)}
    return [
        f"{one.count} of {one.of}, {one.task}: no known mistake explains “{one.title}”"
        for one in frequent
        if first[one.task] is one
    ]
