"""What a late hand-in costs: pure arithmetic on points and times."""

import math
from datetime import UTC, datetime, timedelta
from typing import Annotated

from pydantic import ConfigDict, Field

from autograder.model import Frozen

DAY = timedelta(days=1)
_NO_EXTENSION = timedelta()

Percent = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]


class LatePolicy(Frozen):
    """What is taken off for lateness; as it stands by default, nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    grace_minutes: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0.0
    """Within these nothing is lost; after them the days count from the due time."""
    percent_per_day: Percent = 0.0
    """Of the score, for each day of 24 hours that has begun since the due time."""
    max_percent: Percent = 100.0
    """What is taken off at most."""


def due_with(due: datetime, extension: timedelta) -> datetime:
    """Return the due time, in UTC, of who has the extension.

    Added to a local time it would count the wall clock's hours, one wrong where clocks change.
    """
    return _utc(due) + extension


def in_time_until(
    policy: LatePolicy, due: datetime, extension: timedelta = _NO_EXTENSION
) -> datetime:
    """Return until when, in UTC, handing in costs nothing: with the extension and the grace period.

    A time without a timezone is in UTC, as nbgrader stores it.
    """
    return due_with(due, extension) + timedelta(minutes=policy.grace_minutes)


def late_by(
    policy: LatePolicy, due: datetime, submitted_at: datetime, extension: timedelta = _NO_EXTENSION
) -> timedelta:
    """Return how long after the due time of who has the `extension` it came, zero when in time.

    Within the grace period it came in time. Times without a timezone are in UTC.
    """
    if _utc(submitted_at) <= in_time_until(policy, due, extension):
        return timedelta()
    return _utc(submitted_at) - due_with(due, extension)


def late_penalty(
    policy: LatePolicy,
    score: float,
    due: datetime,
    submitted_at: datetime,
    extension: timedelta = _NO_EXTENSION,
) -> float:
    """Return the points of `score` that are lost for handing in at `submitted_at`, 0 when in time.

    Days count from the due time of who has the `extension`. Times without a timezone are in UTC.
    """
    late = late_by(policy, due, submitted_at, extension)
    percent = min(math.ceil(late / DAY) * policy.percent_per_day, policy.max_percent)
    return max(score, 0.0) * percent / 100


def _utc(moment: datetime) -> datetime:
    # To UTC before subtracting: Python takes the difference of two times of one timezone by their
    # wall clocks, an hour wrong over the change of daylight saving.
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
