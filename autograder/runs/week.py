"""Where a week stands for whoever grades it, and the command to type next."""

from dataclasses import dataclass
from datetime import UTC, datetime

from autograder.course import Assignment, Course
from autograder.errors import AutograderError, UsageError
from autograder.gradebook import recorded
from autograder.lms.exports.book import book_of
from autograder.lms.exports.record import exported
from autograder.model import Shown, Target
from autograder.runs.overview import Overview, overview


@dataclass(frozen=True)
class LastExport:
    """What was exported last for one LMS, and whose result is another since."""

    target: Target
    time: datetime
    changed: tuple[str, ...]


@dataclass(frozen=True)
class Week:
    """A week by students: what lies there and is graded, and what people still have to do.

    `waiting` are the hand-ins that ask for a person, `pages` those with a feedback page. `fault` is
    what keeps the gradebook from telling more.
    """

    overview: Overview
    waiting: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    excused: tuple[str, ...] = ()
    exports: tuple[LastExport, ...] = ()
    fault: str = ""

    @property
    def last_export(self) -> LastExport | None:
        """The newest of the exports."""
        return max(self.exports, key=lambda one: one.time, default=None)


def week(course: Course, assignment: Assignment) -> Week:
    """Return where a week stands; what cannot be told of it is said and stops nothing."""
    found = overview(course, assignment)
    try:
        book = recorded(course, assignment)
        waiting = tuple(s for s, score in book.scores.items() if score.waiting)
        pages = tuple(s for s in found.graded if course.feedback_page(s, assignment).is_file())
        excused = tuple(book.excused)
        return Week(found, waiting, pages, excused, _exports(course, assignment))
    except AutograderError as error:
        return Week(found, fault=error.fault)


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
    name, found, export = assignment.id, week.overview, week.last_export
    if assignment.draft:
        return f"autograder audit {name}"
    if not course.release_notebook(assignment).exists():
        return f"autograder release {name}"
    if now < assignment.release.astimezone(UTC):
        return ""
    if not found.submitted:
        return f"autograder collect {name} DOWNLOAD" if now > assignment.due else ""
    if found.not_graded or found.withheld or found.out_of_date:
        return f"autograder grade {name}"
    if week.waiting:
        return f"autograder formgrader {name}"
    after_due = now >= assignment.due.astimezone(UTC)
    policy = course.feedback.after_due if after_due else course.feedback.before_due
    if policy is not Shown.NOTHING and len(week.pages) < len(found.graded):
        return f"autograder feedback {name}"
    if not after_due:
        return ""
    if export is None:
        return f"autograder export {name} --to LMS"
    return f"autograder export {name} --to {export.target}" if export.changed else ""
