"""`autograder grade`: hand-ins become reports, a table and entries in the gradebook."""

import math
import os
import secrets
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from autograder.cli.app import (
    BROKEN_EXIT,
    USAGE_EXIT,
    app,
    err,
    out,
    ready,
    this_course,
)
from autograder.cli.grade_json import say_json, submission_line, summary_line
from autograder.cli.isolation import isolated
from autograder.cli.regrade import preview, put_back, say_changes_as_json, say_regraded
from autograder.cli.tables import (
    GradeRow,
    duration,
    grade_row,
    grade_table,
    reasons_table,
    waits_for,
)
from autograder.course import Assignment, Course
from autograder.errors import UsageError
from autograder.model import Device, GradeReport, Isolation, Settings, Status, Submission

if TYPE_CHECKING:
    from autograder.cli.watch import Watch
    from autograder.gradebook.tally import Tally
    from autograder.runs.crews import Crew, Job

Row = tuple[GradeRow, "Tally"]

_FEW = 20  # hand-ins; where none of the first is to be graded, it may be none at all
_SHARE = 6  # hand-ins for each grader at least: starting one takes as long as grading three
_MOST_LATE = 20  # hand-ins that are named where the table is too long
_LARGE = 200  # hand-ins; nobody reads a longer table, and it would take long to draw


@app.command()
def grade(
    assignment: Annotated[
        str, typer.Argument(metavar="ASSIGNMENT", help="The assignment's id in course.yml.")
    ],
    students: Annotated[
        list[str] | None, typer.Argument(metavar="[STUDENT]...", help="Only these (default: all).")
    ] = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Graders side by side (default: the cores).")
    ] = None,
    device: Annotated[Device | None, typer.Option(help="Where hidden checks run.")] = None,
    isolation: Annotated[
        Isolation, typer.Option(help="What isolates hand-ins; `none` only for your own code.")
    ] = Isolation.BUBBLEWRAP,
    force: Annotated[bool, typer.Option("--force", help="Grade again what was graded.")] = False,
    seed: Annotated[
        int | None, typer.Option(min=0, help="Repeat a run with the seed from its reports.")
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Grade on the Dask cluster of this scheduler."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Write JSON lines: one for each hand-in, then a summary.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show who would change; write nothing.")
    ] = False,
    never_lower: Annotated[
        bool, typer.Option("--never-lower", help="Keep an earlier run's score where it is better.")
    ] = False,
    restore: Annotated[
        str | None, typer.Option(metavar="RUN", help="Put back the reports that this run replaced.")
    ] = None,
) -> None:
    """Grade the hand-ins in submitted/ into autograded/ and the gradebook."""
    if restore is not None:
        if students or force or dry_run or never_lower or seed is not None:
            raise UsageError(
                "--restore puts back a whole run and grades nothing",
                remedy=f"autograder grade {assignment} --restore {restore}",
            )
        put_back(assignment, restore, as_json=as_json)
        return
    from autograder.grading.reports import Finished
    from autograder.notebooks.submissions import find, misnamed, untimed
    from autograder.runs.crews import Job
    from autograder.sandbox.devices import devices_for

    course = this_course()
    chosen = ready(course, assignment)
    submissions = find(course, chosen, students or [])
    left_out = [] if students else misnamed(course, chosen)
    for said in left_out:
        err.print(escape(said), highlight=False, soft_wrap=True)
    if not submissions:
        raise UsageError(
            f"there is no hand-in for {chosen.id} in {course.submitted_dir}",
            remedy=f"put notebooks at submitted/<student>/{chosen.id}/{chosen.notebook}.ipynb",
        )
    settings = Settings(
        devices=devices_for(device or course.execution.device),
        seed=secrets.randbelow(2**31) if seed is None else seed,
        isolation=isolation,
    )
    with isolated(isolation, course.execution.packages, elsewhere=scheduler is not None):
        job = Job(course, chosen, settings, write=not dry_run)
        crew = _crew(job, len(submissions), jobs, scheduler)
        same = Finished(course, chosen, settings, any_seed=seed is None)
        finished = _nothing if force else same.report
        if any(finished(submission) is None for submission in submissions[:_FEW]):
            crew.begin()  # before the gradebook, which takes as long to load
        run = preview if dry_run else _run
        broken = run(crew, submissions, finished, never_lower, as_json=as_json)
    if course.late.percent_per_day and not as_json and (said := untimed(submissions)):
        out.print(escape(said), highlight=False, soft_wrap=True)
    if broken:
        raise typer.Exit(BROKEN_EXIT)
    if left_out:
        raise typer.Exit(USAGE_EXIT)


def _crew(job: "Job", submissions: int, jobs: int | None, scheduler: str | None) -> "Crew":
    from autograder.runs.crews import ProcessCrew

    if scheduler is None:
        worth = min(os.cpu_count() or 1, math.ceil(submissions / _SHARE))
        return ProcessCrew(job, jobs or worth)
    if jobs is not None:
        raise UsageError(
            "--jobs is for this machine: a cluster grades as many hand-ins at once as it has"
            " threads",
            remedy="leave it out, and start workers with `dask worker --nthreads N`",
        )
    try:
        from autograder.runs.crews.cluster import DaskCrew
    except ModuleNotFoundError as missing:
        raise UsageError(
            f"--scheduler needs dask.distributed: {missing}",
            remedy="pip install 'pytorch-autograder[dask]'",
        ) from None
    crew = DaskCrew(job, scheduler)
    if not crew.threads():
        err.print("the cluster has no worker yet: grading begins when one comes", soft_wrap=True)
    return crew


def _nothing(_: Submission) -> None:
    """Take nothing for finished."""


def _run(
    crew: "Crew",
    submissions: Sequence[Submission],
    finished: Callable[[Submission], GradeReport | None],
    never_lower: bool,
    *,
    as_json: bool,
) -> bool:
    """Grade and show it; return whether a score is withheld."""
    from autograder.cli.watch import Watch, event_of
    from autograder.gradebook import recorded
    from autograder.gradebook.tally import tally
    from autograder.runs.history import History
    from autograder.runs.run import Watcher, grade_assignment

    course, assignment = crew.job.course, crew.job.assignment
    found, changes = {}, []
    with Watch(assignment.id, as_json=as_json) as watch, History(course, assignment) as history:
        watcher = Watcher(watch.begin, watch.started, watch.refused)
        graded = grade_assignment(
            crew, submissions, watcher, finished, history, never_lower=never_lower
        )
        with closing(graded) as outcomes:
            for outcome in outcomes:
                row, submitted_at = grade_row(outcome.report), outcome.submission.timestamp
                found[row.student_id] = row, submitted_at, event_of(outcome)
                if outcome.change is not None:
                    changes.append(outcome.change)
                watch.ended(outcome)
    book = recorded(course, assignment)  # with what this run has put there
    rows = []
    for submission in submissions:
        row, submitted_at, event = found[submission.student_id]
        at = tally(course, assignment, row.student_id, row.automatic, submitted_at, book)
        rows.append((row, at))
        if as_json:
            say_json(submission_line(event, row, at))
    if as_json:
        say_changes_as_json(changes, event="changed")
        number, seconds = watch.graded, watch.seconds
        say_json(summary_line(course, assignment, rows, graded=number, seconds=seconds))
    else:
        _say_summary(course, assignment, rows, watch)
        say_regraded(assignment, changes, history.run)
    return any(row.status is Status.BROKEN for row, _ in rows)


def _say_summary(
    course: Course, assignment: Assignment, rows: Sequence[Row], watch: "Watch"
) -> None:
    if len(rows) <= _LARGE:
        out.print(grade_table(assignment, rows, out.width))
    else:
        out.print(reasons_table([row for row, _ in rows]))
        out.print("one hand-in's table: autograder grade " + f"{assignment.id} STUDENT")
        _say_late(rows)
    _say_time(rows, watch)
    for row, _ in rows:
        if row.status is Status.BROKEN:
            _say_of(row, "withheld, through no fault of theirs", row.fault)
    if any(row.status is Status.BROKEN for row, _ in rows):
        out.print(f"the next `autograder grade {assignment.id}` tries those again")
    waiting = [(row, at) for row, at in rows if at.waiting]
    for row, at in waiting:
        _say_of(row, "waits for a person", waits_for(at))
    if waiting:
        mark = f"autograder mark {assignment.id} STUDENT TASK POINTS"
        out.print(f"decide by `{mark}`, or in formgrader: Resolve, or another score")
    _say_where(course, assignment, rows)


def _say_late(rows: Sequence[Row]) -> None:
    late = [f"{row.student_id} {duration(at.late)}" for row, at in rows if at.late]
    if late:
        more = f" and {len(late) - _MOST_LATE} more" if len(late) > _MOST_LATE else ""
        said = f"late: {', '.join(late[:_MOST_LATE])}{more}"
        out.print(escape(said), highlight=False, soft_wrap=True)


def _say_of(row: GradeRow, what: str, why: str) -> None:
    out.print(escape(f"{what}: {row.student_id}: {why}"), highlight=False, soft_wrap=True)


def _say_time(rows: Sequence[Row], watch: "Watch") -> None:
    if unchanged := len(rows) - watch.graded:
        was = "was graded before and has" if unchanged == 1 else "were graded before and have"
        out.print(f"{unchanged} {was} not changed")
    if watch.graded:
        out.print(f"{watch.graded} graded in {_duration(watch.seconds)}: {watch.rate:.0f} a minute")
        said = ", ".join(f"{student} {seconds:.1f} s" for seconds, student in watch.slowest)
        out.print(f"slowest: {escape(said)}", soft_wrap=True)


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{seconds:.1f} s"


def _say_where(course: Course, assignment: Assignment, rows: Sequence[Row]) -> None:
    from autograder.gradebook import shown

    counts = Counter(str(row.status) for row, _ in rows).most_common()
    counts += [("late", sum(bool(at.late) for _, at in rows))]
    counts += [("waiting for a person", sum(bool(at.waiting) for _, at in rows))]
    said = ", ".join(f"{number} {what}" for what, number in counts if number)
    out.print(f"{len(rows)} hand-ins: {said}")
    folder = course.root / "autograded"
    where = f"{folder}/<student>/{assignment.id}/"
    # Unfolded, so that a path can be copied.
    out.print(f"reports and executed notebooks: {escape(where)}", soft_wrap=True)
    out.print(f"gradebook: {escape(shown(course.gradebook_url))}", soft_wrap=True)
