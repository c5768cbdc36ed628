"""Where a week stands for whoever grades it, and the command to type next."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from autograder.course import Assignment, Course
from autograder.course.late import late_by
from autograder.course.published import Publication, editions, publications
from autograder.errors import AutograderError, UsageError
from autograder.gradebook import Recorded, recorded
from autograder.gradebook.tally import open_until
from autograder.lms.exports.book import book_of
from autograder.lms.exports.record import exported
from autograder.model import Shown, Target
from autograder.runs.overview import Overview, overview
from autograder.runs.proved import is_proved

_AUDITED_BEFORE = timedelta(days=7)  # its release


@dataclass(frozen=True)
class LastExport:
    """What was exported last for one LMS, and whose result is another since."""

    target: Target
    time: datetime
    changed: tuple[str, ...]


@dataclass(frozen=True)
class Out:
    """What students have: the last bundle and the solution that went out, None for none.

    `changed` says that release/ is another by now than the last edition.
    """

    bundle: Publication | None = None
    solution: Publication | None = None
    changed: bool = False


@dataclass(frozen=True)
class Week:
    """A week by students: what lies there and is graded, and what people still have to do.

    `late` came after the due time of their own, `waiting` are the hand-ins that ask for a person,
    `pages` those with a feedback page. Until `open_until` somebody can hand in in time. `fault` is
    what keeps the gradebook, or the record of what went out, from telling more.
    """

    overview: Overview
    out: Out = Out()
    late: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    excused: tuple[str, ...] = ()
    exports: tuple[LastExport, ...] = ()
    open_until: datetime | None = None
    fault: str = ""

    @property
    def last_export(self) -> LastExport | None:
        """The newest of the exports."""
        return max(self.exports, key=lambda one: one.time, default=None)


def week(course: Course, assignment: Assignment) -> Week:
    """Return where a week stands; what cannot be told of it is said and stops nothing."""
    found = overview(course, assignment)
    out = Out()
    try:
        out = _out(course, assignment)
        book = recorded(course, assignment)
        return Week(
            found,
            out,
            late=_late(course, assignment, found, book),
            waiting=tuple(s for s, score in book.scores.items() if score.waiting),
            pages=tuple(s for s in found.graded if course.feedback_page(s, assignment).is_file()),
            excused=tuple(book.excused),
            exports=_exports(course, assignment),
            open_until=open_until(course, assignment, book)[0],
        )
    except AutograderError as error:
        return Week(found, out, fault=error.fault)


def _out(course: Course, assignment: Assignment) -> Out:
    there = {one.what: one for one in publications(course) if one.assignment == assignment.id}
    kept = editions(course, assignment)
    changed = False
    if kept and "bundle" in there:
        now = course.release_notebook(assignment).parent
        changed = _files(kept[-1].release) != _files(now)
    return Out(there.get("bundle"), there.get("solution"), changed)


def _files(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _late(
    course: Course, assignment: Assignment, found: Overview, book: Recorded
) -> tuple[str, ...]:
    return tuple(
        student
        for student, time in found.times.items()
        if time and late_by(course.late, assignment.due, time, book.extension_of(student))
    )


def _exports(course: Course, assignment: Assignment) -> tuple[LastExport, ...]:
    made = exported(course, assignment)
    if not made:
        return ()
    try:
        now = book_of(course, assignment)
    except UsageError:  # nothing is graded any more
        return ()
    return tuple(
        LastExport(target, one.time, one.changed_since(now)) for target, one in made.items()
    )


def next_command(course: Course, assignment: Assignment, week: Week, now: datetime) -> str:
    """Return what to type next for a week, "" where there is nothing to do."""
    name, found = assignment.id, week.overview
    if assignment.draft:
        return ""  # commands refuse it
    if not course.release_notebook(assignment).exists():
        return f"autograder release {name}"
    if now < assignment.due and (command := _to_publish(course, assignment, week, now)):
        return command
    if now < assignment.release:
        return ""
    if not found.submitted:
        return f"autograder collect {name} DOWNLOAD" if now > assignment.due else ""
    if found.not_graded or found.withheld or found.out_of_date:
        return f"autograder grade {name}"
    if week.waiting:
        return f"autograder formgrader {name}"
    return _to_give_back(course, assignment, week, now)


def _to_publish(course: Course, assignment: Assignment, week: Week, now: datetime) -> str:
    """Return what brings a week to its students: nothing where they have it, whoever gave it."""
    if week.out.bundle is not None and not week.out.changed:
        return ""
    if week.out.bundle is None and week.overview.submitted:
        return ""  # they got it some other way
    if now < assignment.release - _AUDITED_BEFORE:
        return ""
    if not is_proved(course, assignment):
        return f"autograder audit {assignment.id}"
    return f"autograder publish {assignment.id}" if now >= assignment.release else ""


def _to_give_back(course: Course, assignment: Assignment, week: Week, now: datetime) -> str:
    """Return what is left to do of a week that is graded: pages, scores, the solution."""
    name, export = assignment.id, week.last_export
    after_due = now >= assignment.due
    policy = course.feedback.after_due if after_due else course.feedback.before_due
    if policy is not Shown.NOTHING and len(week.pages) < len(week.overview.graded):
        return f"autograder feedback {name}"
    if not after_due:
        return ""
    if export is None:
        return f"autograder export {name} --to LMS"
    if export.changed:
        return f"autograder export {name} --to {export.target}"
    over = week.open_until is not None and now >= week.open_until
    if week.out.bundle is not None and week.out.solution is None and over:
        return f"autograder publish {name} --solutions"
    return ""
