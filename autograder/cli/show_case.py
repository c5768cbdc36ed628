"""One hand-in as `autograder show` puts it on the screen, or into JSON."""

from collections.abc import Iterator, Sequence

from rich.markup import escape
from rich.padding import Padding
from rich.syntax import Syntax

from autograder.cli.app import out
from autograder.cli.tables import coloured, duration, local, points
from autograder.course import Assignment, Course
from autograder.model import CheckResult, Status
from autograder.notebooks.clean.text import line, text
from autograder.runs.case import Case, TaskCase

_MOST_LINES = 120  # of a task's code
_MOST_CHARACTERS = 20_000
_MOST_OF_A_TEXT = 1000


def show_case(course: Course, assignment: Assignment, case: Case, task: str | None) -> None:
    """Print a hand-in, or one task of it with its code in any case."""
    for said in _header(course, assignment, case):
        out.print(escape(said), highlight=False, soft_wrap=True)
    for one in case.tasks:
        if task in (None, one.id):
            _show_task(case, one, with_code=task is not None)
    if task is None:
        for said in _footer(assignment, case):
            out.print(escape(said), highlight=False, soft_wrap=True)


def _header(course: Course, assignment: Assignment, case: Case) -> Iterator[str]:
    name = f" ({line(case.name, 100)})" if case.name else ""
    yield f"{case.student_id}{name}: {assignment.title}"
    yield f"  {_score(assignment, case)}"
    yield f"  {_submitted(course, case)}"
    for path, moment in case.replaced:
        when = local(course, moment) if moment else "at an unknown time"
        yield f"  an earlier hand-in, {when}: {path}"
    if case.report is not None:
        for problem in case.report.problems:
            yield f"  note: {line(problem, _MOST_OF_A_TEXT)}"


def _score(assignment: Assignment, case: Case) -> str:
    if case.tally.excused:
        return "excused: it does not count"
    if case.report is None and case.recorded is None:
        return "not graded yet"
    if case.tally.final is None:
        return "withheld, through no fault of theirs: the next `autograder grade` tries again"
    said = f"{points(case.tally.final)} of {assignment.points:g}"
    parts = [f"{points(case.tally.automatic)} automatic"]
    if case.tally.by_hand:
        parts.append(f"{case.tally.added:+g} by hand")
    if case.tally.penalty:
        parts.append(f"-{points(case.tally.penalty)} for lateness")
    return said + (f" ({', '.join(parts)})" if len(parts) > 1 else "")


def _submitted(course: Course, case: Case) -> str:
    due = f"due {local(course, case.due)}"
    if case.submission is None or case.submission.path is None:
        return f"nothing handed in; {due}"
    if case.submission.timestamp is None:
        return f"handed in at an unknown time; {due}"
    late = f", late by {duration(case.tally.late)}" if case.tally.late else ", in time"
    return f"handed in {local(course, case.submission.timestamp)}{late}; {due}"


def _show_task(case: Case, task: TaskCase, *, with_code: bool) -> None:
    counts = case.tally.tasks.get(task.id)
    score = _of(counts.score, task.max_points) if counts else f"not graded of {task.max_points:g}"
    out.print()
    out.print(
        f"[bold]{task.id}[/]  {score}  {escape(task.title)}",
        highlight=False,
        soft_wrap=True,
    )
    if counts is not None:
        for said in _by_people(case, task):
            out.print(f"  {escape(said)}", highlight=False, soft_wrap=True)
    if task.credit:
        out.print(f"  {escape(task.credit)}", highlight=False, soft_wrap=True)
    for check in task.lost:
        if check.status is not Status.SKIPPED:
            _show_check(check)
    _show_skipped([check for check in task.lost if check.status is Status.SKIPPED])
    if task.source and (with_code or task.lost):
        _show_code(task.source)


def _by_people(case: Case, task: TaskCase) -> Iterator[str]:
    counts = case.tally.tasks[task.id]
    mark = case.recorded.marked.get(task.id) if case.recorded else None
    if counts.by_hand:
        who = f", by {mark.by} on {mark.when}" if mark else ""
        yield f"set by hand to {points(counts.score)}{who}; the checks give " + points(
            counts.automatic
        )
    if counts.comment:
        yield f"comment: {line(counts.comment, _MOST_OF_A_TEXT)}"
    if counts.waiting:
        why = "it was set for an earlier hand-in" if counts.earlier else "marked in the gradebook"
        yield f"waits for a person: {why}"


def _show_check(check: CheckResult) -> None:
    named = f" [{check.diagnosis}]" if check.diagnosis else ""
    broken = check.status is Status.BROKEN
    # The message of a check that broke is for the student; the evidence tells what broke.
    said = "" if broken and check.evidence else line(check.message or "", _MOST_OF_A_TEXT)
    out.print(
        f"  {coloured(check.status)} {_of(None if broken else check.points, check.max_points)}: "
        + escape(f"{check.title}{named}"),
        highlight=False,
        soft_wrap=True,
    )
    for words in (said, check.hint and f"hint: {check.hint}"):
        if words:
            out.print(f"      {escape(words)}", highlight=False, soft_wrap=True)
    for name, value in check.evidence.items():
        shown = line(str(value), _MOST_OF_A_TEXT)
        out.print(f"      [dim]{escape(f'{name}: {shown}')}[/]", highlight=False, soft_wrap=True)


def _of(score: float | None, most: float) -> str:
    return f"withheld, {most:g} points" if score is None else f"{points(score)} of {most:g}"


def _show_skipped(checks: Sequence[CheckResult]) -> None:
    if checks:
        titles = "; ".join(check.title for check in checks)
        out.print(
            f"  {coloured(Status.SKIPPED)} 0 of {sum(check.max_points for check in checks):g}:"
            f" not run, since an earlier check did not pass: {escape(titles)}",
            highlight=False,
            soft_wrap=True,
        )


def _show_code(source: str) -> None:
    lines = text(source[:_MOST_CHARACTERS], colours=False).splitlines()
    more = len(lines) - _MOST_LINES
    code = Syntax("\n".join(lines[:_MOST_LINES]), "python", line_numbers=True, theme="ansi_light")
    out.print(Padding(code, (0, 0, 0, 4)))
    if more > 0 or len(source) > _MOST_CHARACTERS:
        out.print("    [dim]the cell goes on[/]")


def _footer(assignment: Assignment, case: Case) -> Iterator[str]:
    yield ""
    for before in case.earlier:
        yield (
            f"before a later run: {points(before.score)}, graders {before.grader_sha256[:8]},"
            f" seed {before.seed}"
        )
    if case.report is not None:
        again = f"autograder grade {assignment.id} {case.student_id} --force"
        yield f"to repeat it: {again} --seed {case.report.seed}"
    for name, path in case.places.items():
        yield f"{name}: {path}"


def as_json(case: Case, task: str | None) -> dict[str, object]:
    """Return all of it, or one task, as JSON takes it."""
    submission, tally = case.submission, case.tally
    submitted_at = submission.timestamp if submission else None
    return {
        "student_id": case.student_id,
        "name": case.name,
        "handed_in": submitted_at and submitted_at.isoformat(),
        "due": case.due.isoformat(),
        "late_seconds": tally.late.total_seconds(),
        "excused": tally.excused,
        "automatic": tally.automatic,
        "by_hand": tally.by_hand,
        "penalty": tally.penalty,
        "final": tally.final,
        "tasks": [
            {
                "id": one.id,
                "score": counts.score if (counts := tally.tasks.get(one.id)) else None,
                "max_score": one.max_points,
                "credit": one.credit,
                "comment": counts.comment if counts else "",
                "source": one.source,
                "checks": [check.model_dump(mode="json") for check in one.lost],
            }
            for one in case.tasks
            if task in (None, one.id)
        ],
        "problems": case.report.problems if case.report else (),
        "seed": case.report and case.report.seed,
        "earlier": [
            {"score": one.score, "grader_sha256": one.grader_sha256, "seed": one.seed}
            for one in case.earlier
        ],
        "replaced": [
            {"path": str(path), "handed_in": moment and moment.isoformat()}
            for path, moment in case.replaced
        ],
        "places": {name: str(path) for name, path in case.places.items()},
    }
