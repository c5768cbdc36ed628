"""May a bundle go out now? Dates, extensions, and the audit of exactly what would go out."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from autograder.course import Assignment, Course
from autograder.errors import ReleaseError, UsageError
from autograder.gradebook import recorded
from autograder.gradebook.tally import open_until
from autograder.runs.proved import is_proved


def is_early(assignment: Assignment, now: datetime) -> bool:
    """Say whether the time of the release has not come."""
    return now < assignment.release.astimezone(UTC)


def check_time(assignment: Assignment, now: datetime) -> None:
    """Raise UsageError before the release."""
    if is_early(assignment, now):
        raise UsageError(
            f"{assignment.id} is released on {assignment.release:%a %d %b %Y %H:%M}",
            remedy="wait until then, or give it to students --early: the record says so",
        )


def check_solution_time(course: Course, assignment: Assignment, now: datetime) -> None:
    """Raise UsageError as long as somebody can hand in in time.

    Raises GradebookError where the extensions cannot be read.
    """
    until, students = open_until(course, assignment, recorded(course, assignment))
    if now >= until:
        return
    whom = f"{', '.join(students[:5])} can" if students else "students can"
    when = until.astimezone(ZoneInfo(course.timezone))
    raise UsageError(
        f"{whom} hand in {assignment.id} in time until {when:%a %d %b %Y %H:%M}",
        remedy="publish the solution after that",
    )


def check_proved(course: Course, assignment: Assignment) -> None:
    """Raise ReleaseError where no audit has shown that what lies there now is right."""
    if not is_proved(course, assignment):
        raise ReleaseError(
            f"no audit has shown that {assignment.id} is right as it is now",
            remedy=f"run `autograder audit {assignment.id}`, or publish it --unaudited: the record"
            " says so",
        )
