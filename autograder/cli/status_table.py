"""The weeks at a glance: the table of `autograder status`, and the same as data."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from textwrap import wrap
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from rich import box
from rich.markup import escape
from rich.table import Table

from autograder.course import Assignment, Course

if TYPE_CHECKING:
    from autograder.course.published import Publication
    from autograder.runs.week import Week  # imports nbgrader

_NAME = 18  # characters of an assignment's id in a line; it is broken at a hyphen


def status_table(course: Course, weeks: "Mapping[str, Week]", now: datetime) -> Table:
    """Return one row for each week, `weeks` by assignment: how far it is, in numbers of students.

    The times are the course's own.
    """
    # As wide as a terminal of 80 columns.
    table = Table(
        box=box.SIMPLE_HEAD,
        title=escape(f"{course.title}, {course.term}"),
        padding=0,  # one blank between columns is the box
        show_edge=False,
    )
    for name in ("assignment", "released", "due"):
        table.add_column(name, no_wrap=True)
    for name in ("handed\nin", "graded", "by\nhand", "pages"):
        table.add_column(name, justify="right", no_wrap=True)
    for name in ("exported", "solution"):
        table.add_column(name, no_wrap=True)
    for assignment in course.assignments:
        week = weeks[assignment.id]
        table.add_row(
            "\n".join(wrap(assignment.id, _NAME)),
            "\n".join(_released(course, assignment, week, now)),
            f"{assignment.due:%d %b\n%H:%M}",
            "\n".join(_handed_in(week)),
            "\n".join(_graded(week)),
            str(len(week.waiting) or ""),
            str(len(week.pages) or ""),
            "\n".join(_exported(course, week)),
            _day(course, week.out.solution.time) if week.out.solution else "",
        )
    return table


def state(course: Course, assignment: Assignment, week: "Week", now: datetime) -> str:
    """Return whether students have it, in a word or two."""
    if week.out.bundle is not None:
        return "published"
    if assignment.draft:
        return "draft"
    if not course.release_notebook(assignment).exists():
        return "not built"
    # Where students get it some other way, its time is all that is known.
    return "not yet" if now < assignment.release else "its time"


def _released(course: Course, assignment: Assignment, week: "Week", now: datetime) -> list[str]:
    bundle = week.out.bundle
    if bundle is None:
        said = state(course, assignment, week, now)
        return [f"{assignment.release:%d %b}"] if said == "its time" else [said]
    lines = [_day(course, bundle.time)]
    lines += [f"ed. {bundle.edition}"] if bundle.edition > 1 else []
    return [*lines, "changed"] if week.out.changed else lines


def _handed_in(week: "Week") -> list[str]:
    found = week.overview
    lines = _counts({"": len(found.submitted), " late": len(week.late)})
    numbers = Counter(found.editions.values())
    last = week.out.bundle.edition if week.out.bundle else max(numbers, default=0)
    return lines + [f"{n} ed. {number}" for number, n in sorted(numbers.items()) if number != last]


def _graded(week: "Week") -> list[str]:
    found = week.overview
    kinds = {"": found.graded, " broken": found.withheld, " old": found.out_of_date}
    return _counts({word: len(students) for word, students in kinds.items()})


def _counts(numbers: Mapping[str, int]) -> list[str]:
    return [f"{number}{word}" for word, number in numbers.items() if number]


def _exported(course: Course, week: "Week") -> list[str]:
    last = week.last_export
    if last is None:
        return []
    changed = [f"{len(last.changed)} changed"] if last.changed else []
    return [str(last.target), _day(course, last.time), *changed]


def _day(course: Course, moment: datetime) -> str:
    return f"{moment.astimezone(ZoneInfo(course.timezone)):%d %b}"


def status_data(
    course: Course, assignment: Assignment, week: "Week", now: datetime, command: str
) -> dict[str, Any]:
    """Return where a week stands as plain data: students by their ids, times in ISO 8601."""
    found = week.overview
    return {
        "assignment": assignment.id,
        "week": assignment.week,
        "state": state(course, assignment, week, now),
        "release": assignment.release.isoformat(),
        "due": assignment.due.isoformat(),
        "published": _publication(week.out.bundle),
        "changed_since": week.out.changed,
        "handed_in": found.submitted,
        "late": week.late,
        "graded": found.graded,
        "broken": found.withheld,
        "out_of_date": found.out_of_date,
        "by_hand": week.waiting,
        "pages": week.pages,
        "excused": week.excused,
        "refused": found.refused,
        "editions": found.editions,
        "exported": [
            {"to": one.target, "time": one.time.isoformat(), "changed": one.changed}
            for one in week.exports
        ],
        "solution": _publication(week.out.solution),
        "faults": [*found.faults, *([week.fault] if week.fault else [])],
        "next": command,
    }


def _publication(one: "Publication | None") -> dict[str, Any] | None:
    if one is None:
        return None
    return one.model_dump(mode="json", include={"edition", "time", "to", "early", "unaudited"})
