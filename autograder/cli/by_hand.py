"""What a TA decides about one hand-in: `mark`, `extend`, `excuse` and `late`."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer
from rich.markup import escape

from autograder.cli.app import app, out, ready, this_course, user_name
from autograder.cli.tables import duration, local, points
from autograder.course import Assignment, Course, local_time, nearest
from autograder.course.late import in_time_until
from autograder.errors import StorageError, UsageError
from autograder.files import write_atomic
from autograder.notebooks.submissions import find

if TYPE_CHECKING:
    from autograder.gradebook import Recorded
    from autograder.gradebook.tally import Tally

_Id = Annotated[
    str, typer.Argument(metavar="ASSIGNMENT", help="The assignment's id in course.yml.")
]
_Student = Annotated[str, typer.Argument(metavar="STUDENT", help="The student's id.")]
_Students = Annotated[list[str], typer.Argument(metavar="STUDENT...", help="The students' ids.")]
_Withdraw = Annotated[bool, typer.Option("--withdraw", help="Take it back.")]


@app.command()
def mark(
    assignment: _Id,
    student: _Student,
    task: Annotated[str, typer.Argument(metavar="TASK", help="The task's id in course.yml.")],
    score: Annotated[
        float | None, typer.Argument(metavar="POINTS", help="What the task counts from now on.")
    ] = None,
    comment: Annotated[
        str | None, typer.Option(help="What the student reads about it; an empty text removes it.")
    ] = None,
    withdraw: _Withdraw = False,
) -> None:
    """Set by hand what a task counts for a student."""
    from autograder.gradebook import GradebookWriter, Mark

    course = this_course()
    chosen = ready(course, assignment)
    most = chosen.part(task).points
    _check(course, [student])
    if (score is None) != withdraw:
        raise UsageError(
            "give the points, or --withdraw to have the automatic score count again",
            remedy=f"autograder mark {chosen.id} {student} {task} {most:g}",
        )
    if score is not None and not 0 <= score <= most:
        raise UsageError(
            f"{task} is worth 0 to {most:g} points, not {score:g}",
            remedy="extra credit is given in formgrader",
        )
    who = Mark(by=user_name(), when=_now(course), entry="")
    before = _tallies(course, chosen, [student])[student]
    with GradebookWriter(course) as gradebook:
        gradebook.mark(chosen, student, task, score, comment, who)
    _say(chosen, student, before, _tallies(course, chosen, [student])[student])


@app.command()
def extend(
    assignment: _Id,
    students: _Students,
    until: Annotated[
        str | None, typer.Option(metavar="WHEN", help="Such as '2026-11-25 12:00', local time.")
    ] = None,
    withdraw: _Withdraw = False,
) -> None:
    """Let students hand in later than the others."""
    from autograder.gradebook import GradebookWriter

    course = this_course()
    chosen = ready(course, assignment)
    _check(course, students)
    if (until is None) != withdraw:
        raise UsageError(
            "give --until and a time, or --withdraw to have the due time of everybody count",
            remedy=f"autograder extend {chosen.id} {students[0]} --until '2026-11-25 12:00'",
        )
    moment = None if until is None else _moment(course, until, "--until")
    if moment is not None and moment <= chosen.due:
        raise UsageError(
            f"--until {until} is not after {chosen.id} is due, {local(course, chosen.due)}",
            remedy="give a later time, or --withdraw",
        )
    extension = None if moment is None else moment.astimezone(UTC) - chosen.due.astimezone(UTC)
    before = _tallies(course, chosen, students)
    with GradebookWriter(course) as gradebook:
        gradebook.extend(chosen, students, extension)
    after = _tallies(course, chosen, students)
    last = chosen.due if moment is None else moment
    for student in students:
        said = f"{student}: {chosen.id} is due {local(course, last)}"
        grace = in_time_until(course.late, last)
        if grace != last:
            said += f" (in time until {local(course, grace)})"
        out.print(escape(said), highlight=False, soft_wrap=True)
        _say(chosen, student, before[student], after[student])


@app.command()
def excuse(
    assignment: _Id,
    students: _Students,
    reason: Annotated[str, typer.Option(help="Why; for other TAs.")] = "",
    withdraw: _Withdraw = False,
) -> None:
    """Excuse students from an assignment: it does not count for them."""
    from autograder.gradebook import excuses

    course = this_course()
    chosen = ready(course, assignment)
    _check(course, students)
    if withdraw:
        had = excuses.withdraw(course, chosen, students)
        for student in students:
            was = "is no longer excused" if student in had else "was not excused"
            out.print(escape(f"{student} {was} from {chosen.id}"), highlight=False)
        return
    new = [excuses.Excuse(chosen.id, one, user_name(), _now(course), reason) for one in students]
    excuses.excuse(course, new)
    for student in students:
        out.print(escape(f"{student} is excused from {chosen.id}"), highlight=False)


@app.command()
def late(
    assignment: _Id,
    student: _Student,
    submitted_at: Annotated[
        str,
        typer.Option("--handed-in", metavar="WHEN", help="Such as '2026-11-23 08:30', local time."),
    ],
) -> None:
    """Say when a hand-in was handed in, where the LMS did not."""
    from autograder.gradebook import GradebookWriter
    from autograder.lms.collect.times import written

    course = this_course()
    chosen = ready(course, assignment)
    _check(course, [student])
    moment = _moment(course, submitted_at, "--handed-in")
    (submission,) = find(course, chosen, [student])
    if submission.path is None:
        raise UsageError(
            f"{student} has handed in nothing for {chosen.id}",
            remedy=f"`autograder collect {chosen.id} ...` puts hand-ins into submitted/",
        )
    before = _tallies(course, chosen, [student])[student]
    path = submission.path.parent / "timestamp.txt"
    try:
        write_atomic(path, f"{written(moment)}\n".encode())
    except OSError as error:
        raise StorageError(path, error) from None
    with GradebookWriter(course) as gradebook:
        gradebook.set_time(chosen, student, moment)
    after = _tallies(course, chosen, [student])[student]
    by = f"late by {duration(after.late)}" if after.late else "in time"
    said = f"{student}: handed in {local(course, moment)}, {by}"
    out.print(escape(said), highlight=False, soft_wrap=True)
    _say(chosen, student, before, after)


def _check(course: Course, students: Sequence[str]) -> None:
    """Raise UsageError for a student whom nobody has heard of."""
    from autograder.gradebook import students as in_the_gradebook

    folders = course.submitted_dir
    submitted = [path.name for path in folders.iterdir()] if folders.is_dir() else []
    known = {*in_the_gradebook(course), *submitted}
    for student in students:
        if student not in known:
            close = nearest(student, known)
            raise UsageError(
                f"there is no student {student!r} in submitted/ or in the gradebook",
                remedy=f"did you mean {close}?"
                if close
                else "`autograder collect --roster FILE` makes a class known",
            )


def _tallies(course: Course, assignment: Assignment, students: Sequence[str]) -> "dict[str, Tally]":
    """Return what each hand-in comes to now; the gradebook is read once."""
    from autograder.gradebook import recorded

    book = recorded(course, assignment)
    return {student: _tally(course, assignment, student, book) for student in students}


def _tally(course: Course, assignment: Assignment, student: str, book: "Recorded") -> "Tally":
    from autograder.gradebook.tally import tally
    from autograder.grading.reports import read_report

    report = read_report(course, assignment, student)
    automatic = {task.id: task.score for task in report.tasks} if report else {}
    submitted_at = None
    with suppress(UsageError):  # nobody has heard of a folder
        submitted_at = find(course, assignment, [student])[0].timestamp
    return tally(course, assignment, student, automatic, submitted_at, book)


def _say(assignment: Assignment, student: str, before: "Tally", after: "Tally") -> None:
    if not after.tasks:
        out.print(escape(f"{student}: {assignment.id} is not graded yet"), highlight=False)
        return
    was = "" if before.final == after.final else f", before {points(before.final)}"
    lost = f" after {points(after.penalty)} for lateness" if after.penalty else ""
    said = f"{student}: {points(after.final)} of {assignment.points:g}{lost}{was}"
    out.print(escape(said), highlight=False, soft_wrap=True)


def _moment(course: Course, text: str, option: str) -> datetime:
    try:
        return local_time(text, ZoneInfo(course.timezone))
    except ValueError as error:
        raise UsageError(f"{option}: {error}") from None


def _now(course: Course) -> str:
    return datetime.now(ZoneInfo(course.timezone)).isoformat(" ", "minutes")
