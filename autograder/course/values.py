"""The values that course.yml may hold: names, times, shares, and what is said of wrong ones."""

import difflib
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo

# Names of folders and files: no separator, no leading dot, nothing that a shell or Windows minds.
SafeName = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}\z")]
TaskId = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,63}\z")]
GradeId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}\z")]
GraderFile = Annotated[str, Field(pattern=r"^test_[A-Za-z0-9_]{1,80}\.py\z")]
ModuleName = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,63}\z")]
Text = Annotated[str, Field(min_length=1, max_length=200)]
Word = Annotated[str, Field(pattern=r"^[a-z]{1,20}\z")]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Count = Annotated[int, Field(gt=0)]


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name that `name` was most likely meant to be, or ""."""
    lower = {candidate.casefold(): candidate for candidate in known}
    close = difflib.get_close_matches(name.casefold(), lower, n=1, cutoff=0.5)
    return lower[close[0]] if close else ""


def _local_time(value: object, info: ValidationInfo) -> object:
    """Read a date and time of course.yml in the course's timezone."""
    if not isinstance(value, str):
        return value
    return local_time(value, info.context["timezone"] if info.context else ZoneInfo("UTC"))


def local_time(value: str, timezone: ZoneInfo) -> datetime:
    """Return the date and time that `value` says, in `timezone` where it names none.

    Raises ValueError, in words for people, where it says none or one that does not exist.
    """
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        moment = None
    if moment is None or len(value) < len("2026-11-02 09:00"):
        raise ValueError(f"{value!r} is not a date and time such as 2026-11-02 09:00")
    if moment.tzinfo is not None:
        return moment
    moment = moment.replace(tzinfo=timezone)
    through_utc = moment.astimezone(ZoneInfo("UTC")).astimezone(moment.tzinfo)
    if through_utc.replace(tzinfo=None) != moment.replace(tzinfo=None):
        raise ValueError(f"{value} does not exist: the clocks are put forward over it")
    return moment


def _timezone(name: str) -> str:
    if name not in available_timezones():
        close = nearest(name, available_timezones())
        hint = f"; did you mean {close}?" if close else " such as Europe/Berlin"
        raise ValueError(f"{name!r} is not a timezone{hint}")
    return name


def _database_url(url: str) -> str:
    scheme, separator, rest = url.partition("://")
    if not scheme or not separator or (scheme == "sqlite" and not rest.strip("/")):
        raise ValueError(f"{url!r} is not a database URL such as sqlite:///gradebook.db")
    return url


def _per_cent(value: object) -> object:
    """Read a share such as `60%`, or 60."""
    if not isinstance(value, str):
        return value
    number = value.strip().removesuffix("%").rstrip()
    try:
        return float(number)
    except ValueError:
        raise ValueError(f"{value!r} is not a share such as 60%") from None


def _one_line(text: str) -> str:
    if not text.isprintable():
        raise ValueError("it must be one line")
    return text


LocalTime = Annotated[datetime, BeforeValidator(_local_time)]
PerCent = Annotated[float, BeforeValidator(_per_cent), Field(ge=0, le=100)]
Timezone = Annotated[str, AfterValidator(_timezone)]
DatabaseUrl = Annotated[str, AfterValidator(_database_url)]
Line = Annotated[str, Field(max_length=300), AfterValidator(_one_line)]
