"""`autograder grade`: hand-ins become reports, a table and entries in the gradebook."""

import os
import secrets
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from rich.markup import escape

from autograder.cli.app import BROKEN_EXIT, STOPPED_EXIT, app, err, out, ready, this_course
from autograder.cli.isolation import isolated
from autograder.cli.progress import bar
from autograder.course import Assignment, Course
from autograder.errors import UsageError
from autograder.model import Device, GradeReport, Isolation, Status, Submission
from autograder.tables import grade_table


@app.command()
def grade(
    assignment: Annotated[
        str, typer.Argument(metavar="ASSIGNMENT", help="The assignment's id in course.yml.")
    ],
    students: Annotated[
        list[str] | None, typer.Argument(metavar="[STUDENT]...", help="Only these (default: all).")
    ] = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="Graders side by side.")] = None,
    device: Annotated[Device | None, typer.Option(help="Where hidden checks run.")] = None,
    isolation: Annotated[
        Isolation, typer.Option(help="What hand-ins are locked up in; `none` for your own alone.")
    ] = Isolation.BUBBLEWRAP,
    force: Annotated[bool, typer.Option("--force", help="Grade again what is graded.")] = False,
    seed: Annotated[
        int | None, typer.Option(min=0, help="Repeat a run with the seed from its reports.")
    ] = None,
) -> None:
    """Grade the hand-ins in submitted/ into autograded/ and the gradebook."""
    from autograder.grade import Settings
    from autograder.plugin import devices_for
    from autograder.submissions import find

    course = this_course()
    chosen = ready(course, assignment)
    submissions = find(course, chosen, students or [])
    if not submissions:
        raise UsageError(
            f"no hand-in for {chosen.id} lies in {course.submitted_dir}",
            remedy=f"put notebooks at submitted/<student>/{chosen.id}/{chosen.notebook}.ipynb",
        )
    settings = Settings(
        devices=devices_for(device or course.execution.device),
        seed=secrets.randbelow(2**31) if seed is None else seed,
        isolation=isolation,
    )
    again = force or seed is not None
    jobs = jobs or os.cpu_count() or 1
    with isolated(isolation):
        try:
            reports = _grade_all(course, chosen, submissions, settings, jobs, again)
        except KeyboardInterrupt:
            err.print("stopped; what was graded is kept, and the same command goes on from there")
            raise typer.Exit(STOPPED_EXIT) from None
        out.print(grade_table(chosen, reports, out.width))
        _say_where(course, chosen, reports)
    if any(report.status is Status.BROKEN for report in reports):
        raise typer.Exit(BROKEN_EXIT)


def _grade_all(
    course: Course,
    assignment: Assignment,
    submissions: Sequence[Submission],
    settings: Any,
    jobs: int,
    again: bool,
) -> list[GradeReport]:
    from autograder.bulk import grade_class
    from autograder.gradebook import GradebookWriter
    from autograder.reports import finished_report

    reports: dict[str, GradeReport] = {}
    waiting = []
    with GradebookWriter(course) as gradebook:
        gradebook.prepare(assignment)
        for submission in submissions:
            report = None if again else finished_report(course, assignment, submission, settings)
            if report is None:
                waiting.append(submission)
            else:
                reports[submission.student_id] = report
                gradebook.record(report, submission)
        with _progress(assignment.id, len(waiting)) as (starting, finished):
            for submission, report in grade_class(
                course, assignment, waiting, settings, jobs=jobs, started=starting
            ):
                reports[submission.student_id] = report
                gradebook.record(report, submission)
                finished(submission, report)
    if waiting and len(waiting) < len(submissions):
        out.print(f"{len(submissions) - len(waiting)} were graded before and have not changed")
    return [reports[submission.student_id] for submission in submissions]


@contextmanager
def _progress(title: str, total: int) -> Iterator[tuple[Any, Any]]:
    """Draw a bar with the names being graded; print a line for each hand-in where none can be."""
    progress = bar(total)
    task = progress.add_task(f"grading {escape(title)}", total=total, names="")
    busy: dict[str, None] = {}

    def show() -> None:
        progress.update(task, names=escape(", ".join(busy)[:60]))

    def starting(submission: Submission) -> None:
        busy[submission.student_id] = None
        show()

    def finished(submission: Submission, report: GradeReport) -> None:
        busy.pop(submission.student_id, None)
        progress.advance(task)
        show()
        if not out.is_terminal:
            score = "withheld" if report.score is None else f"{report.score:g}"
            out.print(f"{escape(submission.student_id)}: {report.status} {score}")

    with progress:
        yield starting, finished


def _say_where(course: Course, assignment: Assignment, reports: Sequence[GradeReport]) -> None:
    counts = Counter(report.status for report in reports)
    out.print(
        f"{len(reports)} hand-ins: "
        + ", ".join(f"{number} {status}" for status, number in counts.most_common())
    )
    folder = course.root / "autograded"
    where = f"{folder}/<student>/{assignment.id}/"
    # Unfolded, so that a path can be copied.
    out.print(f"reports and executed notebooks: {escape(where)}", soft_wrap=True)
    out.print(f"gradebook: {escape(course.gradebook_url)}", soft_wrap=True)
