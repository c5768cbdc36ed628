"""Which term a gradebook is of: a mark in it, so that two terms never come into one.

The mark is a small table of our own, which nbgrader leaves alone: it is wherever the gradebook is,
also in a copy or on a server. A term is told by when it began; its name may be corrected, and its
dates moved by some weeks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from nbgrader.api import Assignment as BookAssignment
from sqlalchemy import Column, MetaData, String, Table, inspect, select
from sqlalchemy.orm import Session

from autograder.course import Course
from autograder.errors import UsageError
from autograder.gradebook.database import Database

_APART = timedelta(weeks=8)
_MARK = Table(
    "autograder_term", MetaData(), Column("name", String(200)), Column("start", String(40))
)


@dataclass(frozen=True)
class Term:
    """A term: its name, when its first week is released, and when each is due; all in UTC."""

    name: str
    start: datetime
    due: Mapping[str, datetime]


def term_of(course: Course) -> Term | None:
    """Return the course's term, None where it has no weeks yet."""
    if not course.assignments:
        return None
    start = min(one.release.astimezone(UTC) for one in course.assignments)
    return Term(course.term, start, {one.id: one.due.astimezone(UTC) for one in course.assignments})


def check_term(database: Database, term: Term) -> None:
    """Mark a gradebook without a mark as this term's; raise UsageError where it is another's."""
    session = database.session
    with database.explained():
        before = _marked(session)
        session.rollback()
    if before is None:
        with database.transaction():
            if _all_apart(session, term):
                raise _of_another(database, term, "another term")
            _MARK.create(session.connection(), checkfirst=True)
            session.execute(_MARK.insert().values(name=term.name, start=term.start.isoformat()))
        return
    began = datetime.fromisoformat(before[1])
    if abs(began - term.start) > _APART:
        raise _of_another(database, term, f"{before[0]}, which began on {began:%d %b %Y}")


def _of_another(database: Database, term: Term, other: str) -> UsageError:
    return UsageError(
        f"the gradebook {database.name} is of {other}; course.yml is about {term.name}, which"
        f" begins on {term.start:%d %b %Y}",
        remedy="`autograder new-term` archives a gradebook when it changes the dates; move it away,"
        " or name another one in `gradebook:` of course.yml",
    )


def _marked(session: Session) -> tuple[str, str] | None:
    if not inspect(session.connection()).has_table(_MARK.name):
        return None
    found = session.execute(select(_MARK.c.name, _MARK.c.start)).first()
    return None if found is None else (found.name, found.start)


def _all_apart(session: Session, term: Term) -> bool:
    """Say of a gradebook without a mark whether it has weeks, all of them due in another term."""
    query = select(BookAssignment.name, BookAssignment.duedate).where(
        BookAssignment.duedate.is_not(None)
    )
    dues = [(term.due[name], due) for name, due in session.execute(query) if name in term.due]
    return bool(dues) and all(abs(due.replace(tzinfo=UTC) - now) > _APART for now, due in dues)
