"""The time of a hand-in, from the text that nbgrader or a learning platform writes down."""

import re
from datetime import UTC, datetime, tzinfo
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

_FORMATS = (
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M",
    "%a %b %d %H:%M:%S %Y",  # ctime
)
# "2026-11-20 10:00:00 Europe/Berlin", as nbgrader writes it
_ZONE_AT_END = re.compile(r"(.*\d)\s+([A-Za-z][A-Za-z0-9_+/-]*)", re.DOTALL)


def parse_timestamp(text: str) -> datetime | None:
    """Return the time that `text` says, in UTC; None where it says none.

    A time without a timezone is in UTC, as nbgrader takes it.
    """
    text = text.strip()[:100]
    try:
        moment = _parsed(text)
        return None if moment is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):  # a year that UTC moves out of the calendar
        return None


def _parsed(text: str) -> datetime | None:
    zone: tzinfo | None = UTC
    if named := _ZONE_AT_END.fullmatch(text):
        zone = _zone(named[2])
        if zone is not None:
            text = named[1]
    for parse in (datetime.fromisoformat, parsedate_to_datetime, _by_format):
        try:
            moment = parse(text)
        except (ValueError, TypeError):
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=zone or UTC)
    return None


def _zone(name: str) -> tzinfo | None:
    if name in ("Z", "UTC", "GMT"):
        return UTC
    try:
        return ZoneInfo(name)
    except (ValueError, OSError):  # OSError: no such zone, or a folder of them
        return None


def _by_format(text: str) -> datetime:
    for form in _FORMATS:
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    raise ValueError(text)
