"""The gradebook in PostgreSQL behaves as the one in SQLite does; a real server shows it."""

import csv
import itertools
import os
import re
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy
from nbgrader.api import Gradebook, get_alembic_version
from postgres import server
from test_gradebook import TASKS, report, submission

from autograder.course import load_course
from autograder.errors import AutograderError
from autograder.gradebook import GradebookWriter, shown

pytestmark = pytest.mark.thorough

number = itertools.count()


@pytest.fixture(scope="module")
def create_database():
    with server() as create:
        yield create


@pytest.fixture
def course(course_folder, create_database):
    url = create_database(f"gradebook{next(number)}")
    path = course_folder / "course.yml"
    path.write_text(path.read_text().replace("sqlite:///gradebook.db", url))
    return load_course(course_folder)


@pytest.fixture
def assignment(course):
    return course.assignment("adaline")


@pytest.fixture
def writer(course, assignment):
    with GradebookWriter(course, patience=0.3) as writer:
        writer.prepare(assignment)
        yield writer


@pytest.fixture
def connection(course):
    """The connection of another program: what a TA does."""
    engine = sqlalchemy.create_engine(course.gradebook_url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_what_is_recorded_is_read_back_late_penalty_and_comment_included(
    writer, assignment, course
):
    late = submission(timestamp=assignment.due + timedelta(hours=30))
    writer.record_all([(report(manual_gradient=10), late), (report("bob"), submission("bob"))])
    writer.record_all([(report(manual_gradient=10), late), (report("bob"), submission("bob"))])
    scores = writer.recorded(assignment).scores
    assert scores["ada"].tasks == {**TASKS, "manual_gradient": 10}
    assert scores["ada"].score == pytest.approx(64)
    assert scores["bob"].score == 100
    with Gradebook(course.gradebook_url) as book:
        comment = book.find_comment("manual_gradient", "adaline", "adaline", "ada")
        assert comment.comment.startswith("A mistake in manual_gradient")
        assert len(book.assignment_submissions("adaline")) == 2


@pytest.mark.usefixtures("writer")
def test_the_tables_have_the_version_that_nbgrader_expects(connection, monkeypatch):
    programs = Path(sys.executable).parent
    monkeypatch.setenv("PATH", str(programs), prepend=os.pathsep)
    found = connection.execute(sqlalchemy.text("SELECT version_num FROM alembic_version"))
    assert found.scalar_one() == get_alembic_version()


def test_a_regrade_keeps_what_a_ta_entered_and_asks_them_to_look_again(writer, course, assignment):
    writer.record(report(manual_gradient=8), submission())
    with Gradebook(course.gradebook_url) as book:
        grade = book.find_grade("check_manual_gradient", "adaline", "adaline", "ada")
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 25, 2, False
        book.db.commit()
    writer.prepare(assignment)
    writer.record(report(manual_gradient=12), submission())
    with Gradebook(course.gradebook_url) as book:
        grade = book.find_grade("check_manual_gradient", "adaline", "adaline", "ada")
        assert (grade.manual_score, grade.extra_credit, grade.auto_score) == (25, 2, 12)
        assert grade.needs_manual_grade
    assert writer.recorded(assignment).scores["ada"].score == 97


def test_a_score_that_a_ta_is_saving_is_waited_for_and_counts(
    writer, connection, course, assignment
):
    late = submission(timestamp=assignment.due + timedelta(hours=1))
    writer.record(report(manual_gradient=8), late)
    connection.execute(sqlalchemy.text("UPDATE grade SET manual_score = 0"))
    saved = threading.Event()

    def save():
        if is_waited_for(connection):
            saved.set()
            connection.commit()

    saving = threading.Thread(target=save)
    saving.start()
    with GradebookWriter(course, patience=600) as patient:
        patient.record(report(), late)
    saving.join()
    assert saved.is_set()
    # The penalty is ten per cent of what counts: with the TA's scores, nothing.
    assert writer.recorded(assignment).scores["ada"].late_penalty == 0


def is_waited_for(connection):
    """Return True once somebody waits for a lock, False where nobody does in five minutes."""
    waiting = sqlalchemy.text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    deadline = time.monotonic() + 300
    while not connection.execute(waiting).scalar_one():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def test_a_lock_that_stays_is_named_with_its_remedy_and_loses_nothing(
    writer, connection, assignment
):
    writer.record(report(), submission())
    connection.execute(sqlalchemy.text("UPDATE grade SET manual_score = 1"))
    with pytest.raises(AutograderError, match="locked") as error:
        writer.record_all([(report("bob"), submission("bob")), (report(), submission())])
    assert "formgrader" in error.value.remedy
    assert "autograded/" in error.value.remedy
    assert error.value.exit_code == 3
    connection.rollback()
    assert list(writer.recorded(assignment).scores) == ["ada"], (
        "a transaction is whole or not at all"
    )
    writer.record(report("bob"), submission("bob"))
    assert list(writer.recorded(assignment).scores) == ["ada", "bob"]


def test_two_writers_that_make_the_gradebook_at_once_lose_nothing(course, assignment):
    failures = []

    def record(names):
        try:
            with GradebookWriter(course, patience=60) as writer:
                writer.prepare(assignment)
                for name in names:
                    writer.record(report(name), submission(name))
        except Exception as error:
            failures.append(error)

    with GradebookWriter(course) as first:
        first.prepare(assignment)
    # The same students: each would add the rows of the other.
    threads = [threading.Thread(target=record, args=([f"s{n}" for n in range(15)],)) for _ in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with GradebookWriter(course) as writer:
        assert len(writer.recorded(assignment).scores) == 15


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ((r"/gradebook\d+", "/nowhere"), ["nowhere", "createdb"]),
        ((r"\?host=", "?host=/nowhere"), ["cannot be reached", "it runs"]),
    ],
)
def test_a_server_or_database_that_is_not_there_is_named(course, change, words):
    url = re.sub(*change, course.gradebook)
    elsewhere = course.model_copy(update={"gradebook": url})
    with pytest.raises(AutograderError) as error, GradebookWriter(elsewhere):
        pass
    for word in words:
        assert word in str(error.value)


def test_a_password_is_never_shown():
    assert shown("postgresql+psycopg://ta:secret@db/book") == "postgresql+psycopg://ta:***@db/book"


def test_nbgrader_exports_what_was_recorded(writer, course):
    writer.record_all([(report(grad_call=0), submission()), (report("bob"), submission("bob"))])
    programs = Path(sys.executable).parent
    subprocess.run(
        [programs / "nbgrader", "export"],
        cwd=course.root,
        env=os.environ | {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        check=True,
    )
    with (course.root / "grades.csv").open() as file:
        scores = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert scores == {"ada": 80, "bob": 100}
