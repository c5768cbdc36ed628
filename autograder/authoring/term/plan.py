"""What the next term changes: worked out before anything is touched."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import make_url

from autograder.authoring.names import plain_letters
from autograder.authoring.term.dates import Moved, moved
from autograder.course import Course
from autograder.course.published import RECORD
from autograder.course.yamlfile import text_of
from autograder.errors import UsageError

ARCHIVE = "archive"
# What a term leaves in the course folder, beside its gradebook and its bundles.
_OF_A_TERM = (
    "submitted", "autograded", "feedback", "reports", "exports", "editions", RECORD, "excused.csv",
)  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """The next term: the new text of course.yml, the dates in it, and what goes to `archive`.

    `stays` says what a person has to look after.
    """

    text: str
    dates: tuple[Moved, ...]
    archive: Path
    parts: tuple[Path, ...]
    stays: tuple[str, ...]


def make_plan(course: Course, start: date, term: str) -> Plan:
    """Return what has to be done for the first week to be released on the day `start`.

    Raises UsageError where weekdays would change, where the course begins on that day already, and
    where last term's archive has what would go there.
    """
    if not term.isprintable() or not term.strip() or len(term) > 200:
        raise UsageError("the term must be one line of at most 200 characters")
    days = _days(course, start)
    if term == course.term:
        raise UsageError(
            f"course.yml says {course.term} already", remedy="give the next term's name to --term"
        )
    text, dates = moved(text_of(course.root / "course.yml"), days, term, course.timezone)
    archive = course.root / ARCHIVE / folder_name(course.term)
    parts = tuple(path for path in _parts(course) if path.exists() or path.is_symlink())
    for path in parts:
        if (archive / path.relative_to(course.root)).exists():
            raise UsageError(
                f"{archive} has {path.relative_to(course.root)} already, and {path} is there too",
                remedy="move one of the two away: nothing is overwritten",
            )
    return Plan(text, tuple(dates), archive, parts, tuple(_stays(course)))


def folder_name(term: str) -> str:
    """Return what the folder of a term is called."""
    return re.sub(r"[^a-z0-9]+", "-", plain_letters(term).casefold()).strip("-") or "term"


def _days(course: Course, start: date) -> int:
    if not course.assignments:
        raise UsageError("the course has no weeks", remedy="`autograder new` makes one")
    zone = ZoneInfo(course.timezone)
    first = min(course.assignments, key=lambda one: one.release)
    begins = first.release.astimezone(zone).date()
    days = (start - begins).days
    if days == 0:
        raise UsageError(f"the course begins on {begins} already", remedy="give another --start")
    if days % 7:
        near = start - timedelta(days=days % 7)
        raise UsageError(
            f"{start} is a {start:%A}, and {first.id} is released on a {begins:%A}",
            remedy=f"begin on {near} or {near + timedelta(days=7)}: each date keeps its weekday",
        )
    return days


def _parts(course: Course) -> Iterator[Path]:
    for name in _OF_A_TERM:
        yield course.root / name
    if not Path(course.publish.to).is_absolute():
        yield course.root / course.publish.to
    if (book := _gradebook(course)) is not None:
        for suffix in ("", "-journal", "-wal", "-shm"):
            yield book.with_name(book.name + suffix)


def _gradebook(course: Course) -> Path | None:
    """Return the gradebook's file, None where it is none below the course folder."""
    url = make_url(course.gradebook_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        return None
    path = Path(url.database)
    return path if path.is_relative_to(course.root) else None


def _stays(course: Course) -> Iterator[str]:
    if _gradebook(course) is None:
        yield (
            "the gradebook is not in this folder, and stays as it is: name an empty one in"
            " `gradebook:` of course.yml"
        )
    if Path(course.publish.to).is_absolute():
        yield f"last term's bundles stay in {course.publish.to}: remove the solutions there"
