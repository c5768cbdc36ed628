"""`autograder formgrader`: nbgrader's formgrader, at the hand-ins that wait for a person."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer
from rich.markup import escape

from autograder.cli.app import app, out, ready, this_course
from autograder.cli.console import STOPPED_EXIT
from autograder.cli.signals import Stopped
from autograder.course import Assignment, Course
from autograder.errors import UsageError
from autograder.model import Status

if TYPE_CHECKING:
    from autograder.gradebook import RecordedScore
    from autograder.gradebook.desk import Desk

_MOST = 30  # links; the others are in formgrader's own list


class Reason(StrEnum):
    """Why a hand-in waits for a person."""

    WITHHELD = "withheld"
    WAITING = "waiting"
    SIMILAR = "similar"


class _Case(NamedTuple):
    student: str
    reason: Reason
    why: str
    page: str


@app.command()
def formgrader(
    assignment: Annotated[
        str, typer.Argument(metavar="ASSIGNMENT", help="The assignment's id in course.yml.")
    ],
    only: Annotated[
        Reason | None, typer.Option(help="Only hand-ins that wait for this reason.")
    ] = None,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the first of them in a browser.")
    ] = True,
) -> None:
    """Start nbgrader's formgrader at the hand-ins that wait for a person; Ctrl-C ends it."""
    import webbrowser

    from autograder.gradebook.desk import formgrader as serve

    course = this_course()
    chosen = ready(course, assignment)
    found = _similar(course, chosen) if only is Reason.SIMILAR else _cases(course, chosen)
    cases = [case for case in found if only in (None, case.reason)]
    out.print("starting formgrader")
    try:
        with serve(course) as desk:
            first = _say(chosen, cases, desk)
            if browser:
                webbrowser.open(first)
            desk.wait()
    except Stopped as stopped:
        if stopped.code != STOPPED_EXIT:
            raise
        out.print("formgrader has ended; what was set there counts")


def _say(assignment: Assignment, cases: list[_Case], desk: "Desk") -> str:
    """Show who waits and where; return the first address."""
    everybody = desk.url(f"gradebook/{assignment.id}/{assignment.notebook}")
    if cases:
        wait = "hand-in waits" if len(cases) == 1 else "hand-ins wait"
        out.print(f"{len(cases)} {wait} for a person:")
    else:
        out.print("no hand-in waits for a person")
    for case in cases[:_MOST]:
        said = f"  {case.student}: {case.why}\n    {desk.url(case.page)}"
        out.print(escape(said), highlight=False, soft_wrap=True)
    if len(cases) > _MOST:
        out.print(f"  and {len(cases) - _MOST} more")
    out.print(escape(f"all hand-ins: {everybody}"), highlight=False, soft_wrap=True)
    out.print("press Ctrl-C here to end formgrader")
    return desk.url(cases[0].page) if cases else everybody


def _cases(course: Course, assignment: Assignment) -> Iterator[_Case]:
    """Yield who waits for a person: first those without a score."""
    from autograder.grading.reports import read_report

    found = []
    for student, score in _scores(course, assignment).items():
        page = _page(score)
        report = read_report(course, assignment, student)
        if report is not None and report.status is Status.BROKEN:
            why = next((c.message for c in report.checks if c.status is Status.BROKEN), "")
            found.append(_Case(student, Reason.WITHHELD, f"withheld: {why}", page))
        elif score.waiting:
            why = f"waits in {', '.join(sorted(score.waiting))}"
            found.append(_Case(student, Reason.WAITING, why, page))
    yield from sorted(found, key=lambda case: (case.reason is not Reason.WITHHELD, case.student))


def _similar(course: Course, assignment: Assignment) -> Iterator[_Case]:
    """Yield the hand-ins whose code is that of another, as `report` finds them, pair by pair."""
    from autograder.classreport import class_report, gather

    scores = _scores(course, assignment)
    report = class_report(course, assignment, gather(course, assignment), datetime.now(UTC))
    for pair in report.similarity.pairs:
        first, second = pair.first.student_id, pair.second.student_id
        for one, other in ((first, second), (second, first)):
            if one in scores:
                why = f"{pair.share:.0%} of its code is in that of {other}"
                yield _Case(one, Reason.SIMILAR, why, _page(scores[one]))


def _scores(course: Course, assignment: Assignment) -> "Mapping[str, RecordedScore]":
    from autograder.gradebook import recorded

    scores = recorded(course, assignment).scores
    if not scores:
        raise UsageError(
            f"nothing of {assignment.id} is in the gradebook yet",
            remedy=f"run `autograder grade {assignment.id}` first",
        )
    return scores


def _page(score: "RecordedScore") -> str:
    return f"submissions/{score.notebook_id}/"
