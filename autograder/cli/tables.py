"""Tables for the terminal: pure functions of reports and of the course."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from rich import box
from rich.markup import escape
from rich.table import Table

from autograder.course import Assignment, Course
from autograder.model import GradeReport, Status
from autograder.runs.changes import Change

if TYPE_CHECKING:
    from autograder.gradebook.tally import Tally
    from autograder.lms.collect import Row as Collected

_WIDE = 120
_MOST_REASONS = 25
_MOST_CHANGES = 50  # hand-ins; nobody reads a longer table
_MOST_CHECKS = 4  # of one hand-in
_COLOURS = {
    Status.PASS: "green",
    Status.FAIL: "red",
    Status.ERROR: "red",
    Status.TIMEOUT: "magenta",
    Status.MEMORY: "magenta",
    Status.SKIPPED: "yellow",
    Status.BROKEN: "bold white on red",
}


class Cause(NamedTuple):
    """Why a task lost points: the first check of it that did not pass."""

    task: str
    status: Status
    diagnosis: str | None
    message: str


@dataclass(frozen=True, slots=True)
class GradeRow:
    """What is kept of a report until the end of a run, however large the class is.

    `automatic` holds the points that the checks gave, by task. `fault` says for the TA why a score
    is withheld, "" where none is.
    """

    student_id: str
    status: Status
    automatic: Mapping[str, float | None]
    max_score: float
    causes: tuple[Cause, ...]
    notes: tuple[str, ...]
    fault: str
    seconds: float

    @property
    def reasons(self) -> list[str]:
        """Why points were lost, in a line for each cause, then what was odd."""
        tasks: dict[str, list[str]] = {}
        for cause in self.causes:
            diagnosis = f" [{cause.diagnosis}]" if cause.diagnosis else ""
            # The message of a check that broke is for the student; what broke is said apart.
            broken = cause.status is Status.BROKEN
            said = "withheld, see below" if broken else f"{cause.message}{diagnosis}"
            tasks.setdefault(said, []).append(cause.task)
        lines = [
            reason if len(of) == len(self.automatic) else f"{', '.join(of)}: {reason}"
            for reason, of in tasks.items()
        ]
        return lines + [f"note: {note}" for note in self.notes]


def grade_row(report: GradeReport) -> GradeRow:
    """Return the row of a report."""
    return GradeRow(
        report.student_id,
        report.status,
        {task.id: task.score for task in report.tasks},
        report.max_score,
        tuple(_causes(report)),
        report.problems,
        _fault(report),
        report.seconds,
    )


def _causes(report: GradeReport) -> Iterator[Cause]:
    for task in report.tasks:
        if task.status is not Status.PASS:
            checks = [check for check in report.checks if check.task == task.id]
            first = next(check for check in checks if check.status is not Status.PASS)
            message = first.message or first.title
            if task.credit is not None:
                message += f" ({task.credit.percent:g} % credit)"
            yield Cause(task.id, task.status, first.diagnosis, message)


def _fault(report: GradeReport) -> str:
    for check in report.checks:
        if check.status is Status.BROKEN:
            said = str(check.evidence.get("error") or check.message)
            return " ".join(f"{check.name}: {said}".split())[:300]
    return ""


def grade_table(
    assignment: Assignment, rows: "Sequence[tuple[GradeRow, Tally]]", width: int
) -> Table:
    """Return one row for each hand-in: what counts, its scores by task and why points were lost.

    On a screen of fewer than 120 columns the tasks are numbered, and named below the table, and
    the reasons have what room there is.
    """
    narrow = width < _WIDE
    names = [f"{task.id.replace('_', ' ')} /{task.points:g}" for task in assignment.parts]
    table = Table(
        box=box.SIMPLE_HEAD,
        row_styles=["", "on grey7"],
        caption_justify="left",
        pad_edge=not narrow,
    )
    table.add_column("student", no_wrap=True)
    table.add_column("score", justify="right", no_wrap=True)
    for number, name in enumerate(names, 1):
        # Long ids would leave no room for the reasons: they fold at their spaces.
        table.add_column(str(number) if narrow else name, justify="right", max_width=9)
    table.add_column("status", no_wrap=True)
    table.add_column("why points were lost", overflow="fold", ratio=1)
    for row, tally in rows:
        final, *parts = _sum(tally)
        scores = [tally.tasks[part.id].score for part in assignment.parts]
        reasons = [*_by_people(tally), *row.reasons]
        if narrow and parts:
            reasons.insert(0, f"{final} = {', '.join(parts)}")
        table.add_row(
            escape(row.student_id),
            final if narrow else "\n".join([final, *parts]),
            *("–" if narrow and score is None else points(score) for score in scores),
            coloured(row.status),
            escape("\n".join(reasons)),
        )
    if narrow:
        table.caption = "\n".join(f"{number}: {name}" for number, name in enumerate(names, 1))
    return table


def _sum(tally: "Tally") -> list[str]:
    """Return what counts, and below it its parts, where it is not the checks' points alone."""
    lines = [points(tally.final)]
    if tally.by_hand or tally.penalty:
        lines.append(f"{points(tally.automatic)} automatic")
    if tally.by_hand:
        lines.append(f"{tally.added:+g} by hand")
    if tally.penalty:
        lines.append(f"-{points(tally.penalty)} late")
    return lines


def _by_people(tally: "Tally") -> list[str]:
    """Return what a person has done, or has to do, and how late it came."""
    lines = []
    if tally.excused:
        lines.append("excused: it does not count")
    if tally.waiting:
        lines.append(f"waits for a person: {waits_for(tally)}")
    by_hand = [id for id in tally.by_hand if id not in tally.waiting]
    if by_hand:
        lines.append(f"by hand: {', '.join(by_hand)}")
    if tally.late:
        lines.append(f"late by {duration(tally.late)}")
    return lines


def waits_for(tally: "Tally") -> str:
    """Return in which tasks a person has to decide, and why."""
    why = {
        "scored or commented by hand for an earlier hand-in": tally.earlier,
        "marked in the gradebook": [id for id in tally.waiting if id not in tally.earlier],
    }
    return "; ".join(f"{', '.join(tasks)}, {said}" for said, tasks in why.items() if tasks)


def duration(time: timedelta) -> str:
    """Return a time of minutes, hours or days as people read it, in its two largest units."""
    minutes = max(1, round(time.total_seconds() / 60))
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [f"{n} {unit}" for n, unit in ((days, "d"), (hours, "h"), (minutes, "min")) if n]
    return " ".join(parts[:2])


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


def changes_table(title: str, changes: Sequence[Change]) -> Table:
    """Return one row for each hand-in that came out otherwise: scores, causes, and in which checks.

    The first of those are shown, and how many more there are.
    """
    table = Table(box=box.SIMPLE_HEAD, row_styles=["", "on grey7"], title=title)
    table.add_column("student", no_wrap=True)
    table.add_column("before", justify="right", no_wrap=True)
    table.add_column("after", justify="right", no_wrap=True)
    table.add_column("", justify="right", no_wrap=True)
    table.add_column("what differs", overflow="fold")
    table.add_column("in which checks", overflow="fold", ratio=1)
    for one in changes[:_MOST_CHANGES]:
        table.add_row(
            escape(one.student_id),
            points(one.before),
            points(one.after),
            f"{one.gain:+g}" if one.gain else "",
            ", ".join(one.because),
            escape("\n".join(_which_checks(one))),
        )
    if len(changes) > _MOST_CHANGES:
        table.caption = f"and {len(changes) - _MOST_CHANGES} more"
    return table


def _which_checks(change: Change) -> list[str]:
    lines = [
        f"{check.task}: {check.title}: {check.before or 'no such check'} → "
        f"{check.after or 'no such check'}"
        for check in change.checks
    ]
    told = {check.task for check in change.checks}
    for task, (before, after) in change.tasks.items():
        if task not in told:  # its credit has changed
            lines.append(f"{task}: {points(before or 0.0)} → {points(after)}")
    more = len(lines) - _MOST_CHECKS
    return [*lines[:_MOST_CHECKS], *([f"and {more} more"] if more > 0 else [])]


def coloured(status: Status) -> str:
    """Return a status in rich's markup."""
    return f"[{_COLOURS[status]}]{status}[/]"


def points(score: float | None) -> str:
    """Return a score as people read it."""
    return "withheld" if score is None else f"{score:g}"


def collect_table(rows: "Sequence[Collected]", said_once: Collection[str] = ()) -> Table:
    """Return one row for each hand-in in a download: what was taken, its time, what was odd.

    Notes that are `said_once`, elsewhere, are left out.
    """
    table = Table(box=box.SIMPLE_HEAD, row_styles=["", "on grey7"])
    table.add_column("student", no_wrap=True)
    table.add_column("", no_wrap=True)
    table.add_column("file", overflow="fold", ratio=1)
    table.add_column("handed in", no_wrap=True)
    table.add_column("note", overflow="fold", ratio=2)
    for row in rows:
        refused = "".join(f"[red]{escape(why)}[/]\n" for why in row.refused)
        notes = "\n".join(note for note in row.notes if note not in said_once)
        table.add_row(
            escape(row.student),
            str(row.fate),
            escape(row.file),
            _time(row.time) if row.time else "",
            (refused + escape(notes)).rstrip("\n"),
        )
    return table


def local(course: Course, moment: datetime) -> str:
    """Return a moment as people read it, in the course's timezone."""
    return _time(moment.astimezone(ZoneInfo(course.timezone)))


def _time(moment: datetime) -> str:
    return moment.strftime("%a %d %b %Y %H:%M")
