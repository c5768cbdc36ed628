"""When hand-ins came, and what lateness cost."""

from collections.abc import Sequence
from datetime import UTC, datetime

from autograder.classreport.gather import Graded
from autograder.classreport.mistakes import person
from autograder.classreport.model import Group, Times


def times(submissions: Sequence[Graded]) -> Times:
    """Return when hand-ins came, by each student's own due time, extension counted in."""
    hours = tuple(
        sorted(
            (_utc(one.submitted_at) - _utc(one.due)).total_seconds() / 3600
            for one in submissions
            if one.submitted_at is not None
        )
    )
    late = sorted((one for one in submissions if one.tally.late), key=lambda one: -one.tally.late)
    return Times(
        hours=hours,
        unknown=len(submissions) - len(hours),
        last_hour=sum(-1 <= hour <= 0 for hour in hours),
        last_day=sum(-24 <= hour <= 0 for hour in hours),
        late=Group("late", len(late), tuple(person(one) for one in late)),
        penalty=sum(one.tally.penalty for one in submissions),
    )


def _utc(moment: datetime) -> datetime:
    # As in autograder.course.late: a time without a timezone is in UTC.
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
