"""The time of a hand-in, from the text that nbgrader or a learning platform writes down."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

_FORMATS = (
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M",
    "%a %b %d %H:%M:%S %Y",  # ctime
)
_HALF_DAYS = tuple(
    f"{day} {time} %p"
    for day in ("%Y-%m-%d", "%Y/%m/%d", "%m/%d/%Y")
    for time in ("%I:%M:%S", "%I:%M", "%I:%M:%S.%f")
)
# What is not of these years was not handed in then, and comparing it may leave the calendar.
_YEARS = range(1990, 2200)
_FURTHEST_ZONE = timedelta(hours=14)
# "2026-11-20 10:00:00 Europe/Berlin", or with "CET": nbgrader's own format ends in %Z
_ZONE_AT_END = re.compile(r"(.*(?:\d|\s[AaPp][Mm]))\s+([A-Za-z][A-Za-z0-9_+/-]*)", re.DOTALL)


def parse_timestamp(text: str, home: tzinfo | None = None) -> datetime | None:
    """Return the time that `text` says, in UTC; None where it says none that can be used.

    A time without a timezone is in UTC, as nbgrader takes it. An abbreviation such as CEST, which
    may mean several timezones, is read where it is one of `home`, the course's own timezone.
    """
    text = text.strip()[:100]
    try:
        moment = _parsed(text, home)
        moment = None if moment is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):  # a year that UTC moves out of the calendar
        return None
    return moment if moment is not None and moment.year in _YEARS else None


def may_be(text: str, moment: datetime) -> bool:
    """Say whether `moment` may be what `text` says, which `parse_timestamp` cannot tell.

    A clock whose timezone is not known is at most 14 hours from UTC; other texts say nothing.
    """
    named = _ZONE_AT_END.fullmatch(text.strip()[:100])
    clock = _moment(named[1]) if named else None
    if clock is None or clock.tzinfo:
        return True
    return abs(clock - moment.astimezone(UTC).replace(tzinfo=None)) <= _FURTHEST_ZONE


def _parsed(text: str, home: tzinfo | None) -> datetime | None:
    named = _ZONE_AT_END.fullmatch(text)
    if named is None or named[2].upper() in ("AM", "PM"):
        moment = _moment(text)
        return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)
    moment = _moment(named[1])
    if moment is None or moment.tzinfo:
        return None
    return _in_zone(moment, named[2], home) or _of_an_email(text)


def _moment(text: str) -> datetime | None:
    for parse in (datetime.fromisoformat, parsedate_to_datetime, _by_format):
        try:
            return parse(text)
        except (ValueError, TypeError):
            continue
    return None


def _in_zone(moment: datetime, name: str, home: tzinfo | None) -> datetime | None:
    if name in ("Z", "UTC", "GMT"):
        return moment.replace(tzinfo=UTC)
    # In the hour that comes twice the abbreviation tells which it is; else it may be the other
    # season's, by which somebody's clock went.
    seasons = [moment.replace(month=month, day=1) for month in (1, 7)]
    for season in (moment, moment.replace(fold=1), *seasons) if home is not None else ():
        local = season.replace(tzinfo=home)
        if local.tzname() == name:
            return moment.replace(tzinfo=timezone(local.utcoffset() or timedelta()))
    if "/" not in name:
        return None
    try:
        return moment.replace(tzinfo=ZoneInfo(name))
    except (ValueError, OSError, KeyError):  # no such zone, or a folder of them
        return None


def _of_an_email(text: str) -> datetime | None:
    """Return a date as in an e-mail, whose standard says what its few abbreviations mean."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    return moment if moment.tzinfo and text[:1].isalpha() else None


def _by_format(text: str) -> datetime:
    for form in (*_FORMATS, *_HALF_DAYS):
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    raise ValueError(text)
