"""The gradebook's database itself: how it is made, locked, and what its errors mean.

Every transaction takes SQLite's write lock at its start, so that what it reads (a TA's manual
score) cannot change before it commits, and waits for a bounded time where another program,
formgrader say, holds that lock. A transaction is committed whole or not at all; the reports
themselves lie in autograded/ before anything is recorded, so nothing graded is lost.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic.script import ScriptDirectory
from nbgrader.api import Base, Gradebook, InvalidEntry
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import create_engine, inspect, make_url, text
from sqlalchemy.exc import DatabaseError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from autograder.errors import GradebookError

_KEPT = "what was graded is kept in autograded/ and is recorded by the next `autograder grade`"

# What the database says, what that means, and what to do. First match wins.
_FAULTS = (
    (
        "locked",
        "another program keeps it locked",
        "close what writes to it (formgrader, a database browser) and try again",
    ),
    (
        "not a database",
        "it is not an SQLite database",
        "move it away, put a backup in its place, and try again; without a backup a new one is"
        " made, but manual scores are only in the old one",
    ),
    (
        "malformed",
        "the database is damaged",
        "move it away, put a backup in its place, and try again; without a backup a new one is"
        " made, but manual scores are only in the old one",
    ),
    ("readonly", "it is read-only", "make the file and its folder writable, and try again"),
    (
        "unable to open",
        "it cannot be opened or made",
        "see that its folder exists and is writable, and try again",
    ),
    ("is full", "the disk is full", "free some space, and try again"),
    ("disk I/O", "the disk refuses to write", "look at the disk and its quota, and try again"),
    (
        "No module named",
        "the driver that its URL asks for is not installed",
        "`pip install` it (psycopg for postgresql://), and try again",
    ),
    ("no such", "an older nbgrader made it", "run `nbgrader db upgrade` here, and try again"),
)


class Database:
    """nbgrader's Gradebook at `url`, made when missing, with errors that people can act on.

    Another program's lock is waited for `patience` seconds.
    """

    def __init__(self, url: str, course_id: str, *, patience: float) -> None:
        parsed = make_url(url)
        self._sqlite = parsed.get_backend_name() == "sqlite"
        if self._sqlite and "timeout" not in parsed.query:
            parsed = parsed.update_query_dict({"timeout": str(patience)})
        self.url = parsed.render_as_string(hide_password=False)
        self.name = str(
            parsed.database if self._sqlite else parsed.render_as_string(hide_password=True)
        )
        with self.explained():
            _create_tables(self.url)
            self.gradebook = Gradebook(self.url, course_id)
        self.session = self.gradebook.db

    def close(self) -> None:
        """Close the connections."""
        self.gradebook.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit what the body does, or after an error nothing of it."""
        with self.explained():
            try:
                if self._sqlite:
                    self.session.execute(text("BEGIN IMMEDIATE"))
                yield
                self.session.commit()
            except BaseException:
                self.session.rollback()
                raise

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Turn the database's errors into ones that people can act on."""
        try:
            yield
        except (SQLAlchemyError, InvalidEntry, ModuleNotFoundError) as error:
            # nbgrader wraps a database error in an InvalidEntry that keeps its text only.
            cause = str(error.orig if isinstance(error, DatabaseError) else error)
            unknown = (cause.splitlines()[0], "put that right, and try again")
            fault, remedy = next((words for sign, *words in _FAULTS if sign in cause), unknown)
            raise GradebookError(
                f"the gradebook {self.name}: {fault}", remedy=f"{remedy}; {_KEPT}"
            ) from error


def shown(url: str) -> str:
    """Return a database's URL as it may be printed: without its password."""
    return make_url(url).render_as_string(hide_password=True)


def _create_tables(url: str) -> None:
    """Make nbgrader's tables in an empty database, in one transaction.

    nbgrader's own way runs the `alembic` command for the version of the tables: that takes
    seconds, needs the command on PATH, and can leave a database that knows no version.
    """
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        if inspect(connection).get_table_names():
            return
        connection.rollback()
        if engine.dialect.name == "sqlite":
            connection.execute(text("BEGIN IMMEDIATE"))
            if inspect(connection).get_table_names():
                return  # another process was quicker
        Base.metadata.create_all(connection)
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        connection.execute(
            text("INSERT INTO alembic_version (version_num) VALUES (:head)"),
            {"head": ScriptDirectory(ALEMBIC_DIR).get_current_head()},
        )
        connection.commit()
