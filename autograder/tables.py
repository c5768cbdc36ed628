"""Tables for the terminal: pure functions of reports and of the course."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from rich import box
from rich.markup import escape
from rich.table import Table

from autograder.course import Assignment, Course
from autograder.model import GradeReport, Status

if TYPE_CHECKING:
    from autograder.audit import Audit, Row
    from autograder.collect import Collected

_WIDE = 120
_MOST_REASONS = 25
_COLOURS = {
    Status.PASS: "green",
    Status.FAIL: "red",
    Status.ERROR: "red",
    Status.TIMEOUT: "magenta",
    Status.MEMORY: "magenta",
    Status.SKIPPED: "yellow",
    Status.BROKEN: "bold white on red",
}


@dataclass(frozen=True, slots=True)
class GradeRow:
    """What is kept of a report until the end of a run, however large the class is.

    `fault` says for the TA why a score is withheld, "" where none is.
    """

    student_id: str
    status: Status
    score: float | None
    tasks: tuple[float | None, ...]
    reasons: tuple[str, ...]
    fault: str
    seconds: float


def grade_row(report: GradeReport) -> GradeRow:
    """Return the row of a report."""
    return GradeRow(
        report.student_id,
        report.status,
        report.score,
        tuple(task.score for task in report.tasks),
        tuple(reasons(report)),
        _fault(report),
        report.seconds,
    )


def _fault(report: GradeReport) -> str:
    for check in report.checks:
        if check.status is Status.BROKEN:
            said = str(check.evidence.get("error") or check.message)
            return " ".join(f"{check.name}: {said}".split())[:300]
    return ""


def grade_table(assignment: Assignment, rows: Sequence[GradeRow], width: int) -> Table:
    """Return one row for each hand-in: its scores by task and why points were lost.

    On a screen of fewer than 120 columns the tasks are numbered, and named below the table.
    """
    narrow = width < _WIDE
    names = [f"{task.id.replace('_', ' ')} /{task.points:g}" for task in assignment.tasks]
    table = Table(box=box.SIMPLE_HEAD, row_styles=["", "on grey7"], caption_justify="left")
    table.add_column("student", no_wrap=True)
    table.add_column("score", justify="right", no_wrap=True)
    for number, name in enumerate(names, 1):
        # Long ids would leave no room for the reasons: they fold at their spaces.
        table.add_column(str(number) if narrow else name, justify="right", max_width=9)
    table.add_column("status", no_wrap=True)
    table.add_column("why points were lost", overflow="fold", ratio=1)
    for row in rows:
        table.add_row(
            escape(row.student_id),
            points(row.score),
            *map(points, row.tasks),
            coloured(row.status),
            escape("\n".join(row.reasons)),
        )
    if narrow:
        table.caption = "\n".join(f"{number}: {name}" for number, name in enumerate(names, 1))
    return table


def reasons_table(rows: Sequence[GradeRow]) -> Table:
    """Return the most frequent reasons for lost points, for a class too large for `grade_table`."""
    by_reason: dict[str, list[str]] = {}
    for row in rows:
        for reason in row.reasons:
            by_reason.setdefault(reason, []).append(row.student_id)
    frequent = sorted(by_reason.items(), key=lambda entry: -len(entry[1]))
    table = Table(box=box.SIMPLE_HEAD, row_styles=["", "on grey7"])
    table.add_column("hand-ins", justify="right", no_wrap=True)
    table.add_column("why points were lost", overflow="fold", ratio=3)
    table.add_column("for instance", overflow="fold", ratio=1)
    for reason, students in frequent[:_MOST_REASONS]:
        table.add_row(str(len(students)), escape(reason), escape(", ".join(students[:3])))
    if len(frequent) > _MOST_REASONS:
        table.caption = f"and {len(frequent) - _MOST_REASONS} more, each with fewer hand-ins"
    return table


def coloured(status: Status) -> str:
    """Return a status in rich's markup."""
    return f"[{_COLOURS[status]}]{status}[/]"


def points(score: float | None) -> str:
    """Return a score as people read it."""
    return "withheld" if score is None else f"{score:g}"


def reasons(report: GradeReport) -> list[str]:
    """Return why points were lost: the first cause in each task, then what was odd."""
    lines: dict[str, list[str]] = {}
    for task in report.tasks:
        if task.status is Status.PASS:
            continue
        failed = [check for check in report.checks if check.task == task.id]
        first = next(check for check in failed if check.status is not Status.PASS)
        diagnosis = f" [{first.diagnosis}]" if first.diagnosis else ""
        lines.setdefault(f"{first.message or first.title}{diagnosis}", []).append(task.id)
    every = len(report.tasks)
    causes = [
        reason if len(tasks) == every else f"{', '.join(tasks)}: {reason}"
        for reason, tasks in lines.items()
    ]
    return causes + [f"note: {problem}" for problem in report.problems]


def status_table(course: Course) -> Table:
    """Return one row for each week: released, due, handed in, graded."""
    table = Table(box=box.SIMPLE_HEAD, title=escape(f"{course.title}, {course.term}"))
    for name in ("week", "assignment", "state", "release", "due", "handed in", "graded"):
        table.add_column(name, justify="right" if name in ("handed in", "graded") else "left")
    for assignment in course.assignments:
        handed_in = list(course.submitted_dir.glob(f"*/{assignment.id}"))
        graded = list((course.root / "autograded").glob(f"*/{assignment.id}/report.json"))
        table.add_row(
            str(assignment.week),
            assignment.id,
            _state(course, assignment),
            _time(assignment.release),
            _time(assignment.due),
            str(len(handed_in)),
            str(len(graded)),
        )
    return table


def audit_table(audit: "Audit") -> Table:
    """Return one row for each question that was asked of each assignment."""
    seeds = ", ".join(map(str, audit.seeds))
    table = Table(
        box=box.SIMPLE_HEAD, title=f"audit under the seeds {seeds}: {audit.seconds:.0f} s"
    )
    for name in ("assignment", "what must hold", "asked of", "result"):
        table.add_column(name, justify="right" if name == "asked of" else "left")
    above = ""
    for row in audit.rows:
        if above and row.assignment != above:
            table.add_section()
        name = escape(row.assignment) if row.assignment != above else ""
        table.add_row(name, row.question.words, str(row.asked), _result(row))
        above = row.assignment
    return table


def collect_table(found: "Collected") -> Table:
    """Return one row for each hand-in in a download: what was taken, its time, what was odd."""
    table = Table(box=box.SIMPLE_HEAD, row_styles=["", "on grey7"])
    table.add_column("student", no_wrap=True)
    table.add_column("", no_wrap=True)
    table.add_column("file", overflow="fold", ratio=1)
    table.add_column("handed in", no_wrap=True)
    table.add_column("note", overflow="fold", ratio=2)
    for row in found.rows:
        refused = "".join(f"[red]{escape(why)}[/]\n" for why in row.refused)
        table.add_row(
            escape(row.student),
            str(row.fate),
            escape(row.file),
            _time(row.time) if row.time else "",
            (refused + escape("\n".join(row.notes))).rstrip("\n"),
        )
    return table


def _result(row: "Row") -> str:
    if row.short:
        return f"[red]{row.short} fall{'s' * (row.short == 1)} short[/]"
    return "[green]holds[/]" if row.asked else "[yellow]not asked[/]"


def _state(course: Course, assignment: Assignment) -> str:
    if assignment.draft:
        return "draft"
    return "released" if course.release_notebook(assignment).exists() else "not built"


def _time(moment: datetime) -> str:
    return moment.strftime("%a %d %b %Y %H:%M")
