"""When it was handed in, as far as the download says so.

Canvas's and Moodle's downloads carry the time of the download on every file, not that of the
hand-in: taking it would make a class late whose TA downloads on Monday.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from autograder.course import Assignment, Course

# Moodle may be set to write true times. Those of a class spread over more than this.
_MADE_AT_ONCE = timedelta(hours=1)
JUST_LATE = "late, says Canvas, but not by how much: entered as just too late"


def are_of_the_download(layout: str, times: Iterable[datetime | None]) -> bool:
    """Say whether the files' times are only those at which the LMS packed them."""
    known = [time for time in times if time]
    if layout == "moodle" and known:
        return max(known) - min(known) <= _MADE_AT_ONCE
    return layout == "canvas"


def submitted_at(
    course: Course, assignment: Assignment, packed: datetime | None, *, late: bool, canvas: bool
) -> tuple[datetime | None, str]:
    """Return the time to count, and a note, for a file that was packed by an LMS at `packed`."""
    due = assignment.due.astimezone(UTC)
    if canvas and late:
        grace = timedelta(minutes=course.late.grace_minutes, seconds=1)
        return due + grace, JUST_LATE
    if packed is not None and packed <= due:
        return packed, ""
    if canvas:
        return due, ""
    return None, "Moodle's download does not say when it was handed in: lateness is not counted"


def written(moment: datetime) -> str:
    """Return the content of nbgrader's timestamp.txt."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
