"""The gradebook's database itself: how it is made, locked, and what its errors mean.

Every transaction keeps other writers out from its start, so that what it reads (a TA's manual
score) cannot change before it commits, and waits for a bounded time where another program,
formgrader say, is writing. In SQLite that is the one write lock; in PostgreSQL a lock among us, and
the rows' own locks against everybody else. A transaction is committed whole or not at all; the
reports themselves lie in autograded/ before anything is recorded, so nothing graded is lost.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from nbgrader.api import Base, Gradebook, InvalidEntry
from nbgrader.api import Course as BookCourse
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import URL, create_engine, insert, inspect, make_url, text
from sqlalchemy.exc import (
    DatabaseError,
    DataError,
    DBAPIError,
    IntegrityError,
    SQLAlchemyError,
    StatementError,
)
from sqlalchemy.pool import NullPool

from autograder.errors import GradebookError, RecordError

_KEPT = "what was graded is kept in autograded/ and is recorded by the next `autograder grade`"

# What the database says, what that means, and what to do. First match wins.
_FAULTS = (
    (
        "locked",
        "another program keeps it locked",
        "close what writes to it (formgrader, a database browser) and try again",
    ),
    (
        "lock timeout",
        "another program keeps what is to be written locked",
        "close what writes to it (formgrader, a database browser) and try again",
    ),
    (
        "password authentication",
        "the server refuses the user or the password",
        "put the right ones into `gradebook:` of course.yml, or the password into ~/.pgpass",
    ),
    (
        "does not exist",
        "the server has no such database, user or table",
        "have an administrator create the user and an empty database (`createuser`, `createdb`),"
        " or name the right ones in `gradebook:` of course.yml",
    ),
    (
        "permission denied for schema",
        "this user may not make tables in it",
        "have an administrator make the user its owner (`createdb --owner`)",
    ),
    (
        "connection to server",
        "its server cannot be reached",
        "see that it runs and that this machine may reach it, and try again",
    ),
    (
        "resolve host",
        "its server has a name that is not known here",
        "put the right one into `gradebook:` of course.yml",
    ),
    (
        "connection timeout expired",
        "its server does not answer",
        "see that it runs and that this machine may reach it, and try again",
    ),
    (
        "the connection is lost",
        "its server ended the connection",
        "see that it runs, and try again",
    ),
    (
        "terminating connection",
        "its server ended the connection",
        "see that it runs, and try again",
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
        "`pip install` it (for postgresql+psycopg://: 'pytorch-autograder[postgres]'), and try"
        " again",
    ),
    ("no such", "an older nbgrader made it", "run `nbgrader db upgrade` here, and try again"),
)


# What begins a transaction. PostgreSQL's lock is among those who write as we do: two runs that add
# the same student. A TA's formgrader does not take it; there the rows are locked as they are read.
_KEEP_OTHERS_OUT = {
    "sqlite": "BEGIN IMMEDIATE",
    "postgresql": "SELECT pg_advisory_xact_lock(hashtext('autograder gradebook'))",
}


class Database:
    """nbgrader's Gradebook at `url`, made when missing, with errors that people can act on.

    Another program's lock is waited for `patience` seconds.
    """

    def __init__(self, url: str, course_id: str, *, patience: float) -> None:
        parsed = _patient(make_url(url), patience)
        self._backend = parsed.get_backend_name()
        self.url = parsed.render_as_string(hide_password=False)
        self.name = str(parsed.database if self._backend == "sqlite" else shown(url))
        with self.explained():
            _create_tables(self.url, course_id)
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
                if self._backend in _KEEP_OTHERS_OUT:
                    self.session.execute(text(_KEEP_OTHERS_OUT[self._backend]))
                yield
                self.session.commit()
            except BaseException:
                self.session.rollback()
                raise

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep our other runs out while nbgrader changes an assignment's cells step by step."""
        with self.explained():
            if self._backend != "postgresql":
                with self.transaction():
                    pass  # wait here for who holds the lock
                yield
                return
            with self.gradebook.engine.connect() as connection:
                # Another lock than that of a transaction: nbgrader's own connections wait for none.
                connection.execute(
                    text("SELECT pg_advisory_xact_lock(hashtext('autograder cells'))")
                )
                yield

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
            kind = RecordError if _is_about_a_value(error) else GradebookError
            raise kind(
                f"the gradebook {self.name}: {fault}", remedy=f"{remedy}; {_KEPT}"
            ) from error


def _is_about_a_value(error: Exception) -> bool:
    """Say whether the database refuses what it was given, as it would from nobody else."""
    if isinstance(error, DBAPIError):
        return isinstance(error, DataError | IntegrityError)
    return isinstance(error, StatementError)


def shown(url: str) -> str:
    """Return a database's URL as it may be printed: a file's path as it is, and no password."""
    parsed = make_url(url)
    plain = f"{parsed.drivername}:///{parsed.database}"
    if parsed.get_backend_name() == "sqlite" and make_url(plain) == parsed:
        return plain
    return parsed.render_as_string(hide_password=True)


def _patient(url: URL, seconds: float) -> URL:
    """Return a URL whose connections wait for others' locks, and for the server, so long."""
    ours: dict[str, str] = {}
    if url.get_backend_name() == "sqlite":
        ours = {"timeout": str(seconds)}
    elif url.get_backend_name() == "postgresql":
        wait = max(1, round(seconds * 1000))
        ours = {"options": f"-c lock_timeout={wait}", "connect_timeout": "10"}
    return url.update_query_dict({name: ours[name] for name in ours if name not in url.query})


def _create_tables(url: str, course_id: str) -> None:
    """Make nbgrader's tables in an empty database, in one transaction.

    nbgrader's own way runs the `alembic` command for the version of the tables: that takes
    seconds, needs the command on PATH, and can leave a database that knows no version.
    """
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        if inspect(connection).get_table_names():
            return
        connection.rollback()
        if engine.dialect.name in _KEEP_OTHERS_OUT:
            connection.execute(text(_KEEP_OTHERS_OUT[engine.dialect.name]))
            if inspect(connection).get_table_names():
                return  # another process was quicker
        from alembic.script import ScriptDirectory  # slow, and needed once for a gradebook

        Base.metadata.create_all(connection)
        connection.execute(insert(BookCourse.__table__), {"id": course_id})
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        connection.execute(
            text("INSERT INTO alembic_version (version_num) VALUES (:head)"),
            {"head": ScriptDirectory(ALEMBIC_DIR).get_current_head()},
        )
        connection.commit()
