"""The command line: the only module that prints, draws progress and exits."""

import sys

# jsonschema, which nbformat imports, looks for this package to check addresses that no notebook
# holds, and its grammar takes 1.5 s to compile: more than everything else at start. Grader
# processes start from this module, too.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

import os
import secrets
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from autograder import __version__
from autograder.course import Assignment, Course, find_course_root, load_course
from autograder.errors import AutograderError, UsageError
from autograder.model import Device, GradeReport, Status, Submission
from autograder.tables import grade_table, status_table

app = typer.Typer(
    help="Release, grade and look after a self-grading PyTorch course.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
# Into a pipe or a file rich would fold the table at 80 columns.
out = Console(width=None if sys.stdout.isatty() else int(os.environ.get("COLUMNS", "160")))
err = Console(stderr=True)

BROKEN_EXIT = 3


class _State:
    course: Path | None = None


@app.callback()
def options(
    course: Annotated[
        Path | None,
        typer.Option(help="Folder with course.yml (default: the nearest one upwards)."),
    ] = None,
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    """Options that stand before any command."""
    if version:
        out.print(__version__)
        raise typer.Exit
    _State.course = course


def _course() -> Course:
    return load_course(_State.course or find_course_root(Path.cwd()))


def _ready(course: Course, assignment_id: str) -> Assignment:
    assignment = course.assignment(assignment_id)
    if assignment.draft:
        raise UsageError(
            f"{assignment.id} is a draft: it has no notebook and no graders yet",
            remedy="write them, then take `draft: true` out of course.yml",
        )
    return assignment


@app.command()
def release(
    assignments: Annotated[
        list[str] | None, typer.Argument(metavar="[ASSIGNMENT]...", help="What to release.")
    ] = None,
    week: Annotated[int | None, typer.Option(help="Release this week's assignment.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Release every finished week.")] = False,
) -> None:
    """Build release/ and solutions/ from source/."""
    from autograder.release import build_release, build_solution

    course = _course()
    for assignment in _chosen(course, assignments or [], week, every):
        with out.status(f"building {assignment.id}"):
            built = [build_release(course, assignment), build_solution(course, assignment)]
        for result in built:
            out.print(escape(str(result)))


def _chosen(
    course: Course, names: Sequence[str], week: int | None, every: bool
) -> list[Assignment]:
    if every:
        return [assignment for assignment in course.assignments if not assignment.draft]
    if week is not None:
        found = [assignment.id for assignment in course.assignments if assignment.week == week]
        if not found:
            raise UsageError(f"course.yml has no week {week}")
        names = [*names, *found]
    if not names:
        raise UsageError(
            "nothing to release", remedy="name an assignment, or use --week N or --all"
        )
    return [_ready(course, name) for name in names]


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
    force: Annotated[bool, typer.Option("--force", help="Grade again what is graded.")] = False,
    seed: Annotated[
        int | None, typer.Option(min=0, help="Repeat a run with the seed from its reports.")
    ] = None,
) -> None:
    """Grade the hand-ins in submitted/ into autograded/ and the gradebook."""
    from autograder.grade import Settings
    from autograder.plugin import devices_for
    from autograder.submissions import find

    course = _course()
    chosen = _ready(course, assignment)
    submissions = find(course, chosen, students or [])
    if not submissions:
        raise UsageError(
            f"no hand-in for {chosen.id} lies in {course.submitted_dir}",
            remedy=f"put notebooks at submitted/<student>/{chosen.id}/{chosen.notebook}.ipynb",
        )
    settings = Settings(
        devices=devices_for(device or course.execution.device),
        seed=secrets.randbelow(2**31) if seed is None else seed,
    )
    again = force or seed is not None
    jobs = jobs or os.cpu_count() or 1
    reports = _grade_all(course, chosen, submissions, settings, jobs, again)
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
    progress = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[names]}"),
        console=out,
        disable=not out.is_terminal or not total,
    )
    bar = progress.add_task(f"grading {escape(title)}", total=total, names="")
    busy: dict[str, None] = {}

    def show() -> None:
        progress.update(bar, names=escape(", ".join(busy)[:60]))

    def starting(submission: Submission) -> None:
        busy[submission.student_id] = None
        show()

    def finished(submission: Submission, report: GradeReport) -> None:
        busy.pop(submission.student_id, None)
        progress.advance(bar)
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


@app.command()
def status() -> None:
    """Show the weeks: what is released, when it is due, what is handed in and graded."""
    course = _course()
    out.print(status_table(course))


def main() -> None:
    """Run the command line; an error of ours becomes its words and its exit code."""
    try:
        app(standalone_mode=True)
    except AutograderError as error:
        err.print(f"error: {escape(error.fault)}", highlight=False, soft_wrap=True)
        if error.remedy:
            err.print(f"remedy: {escape(error.remedy)}", highlight=False, soft_wrap=True)
        raise SystemExit(error.exit_code) from None
    except KeyboardInterrupt:
        err.print("stopped; what was graded is kept, and the same command goes on from there")
        raise SystemExit(130) from None
