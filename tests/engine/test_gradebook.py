"""What stands in nbgrader's gradebook after grading, read back with nbgrader's own means."""

import csv
import os
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import nbformat
import pytest
import sqlalchemy
from folders import copy_course
from nbgrader.api import Comment, Gradebook, get_alembic_version

from autograder.course import load_course
from autograder.errors import AutograderError, UsageError
from autograder.gradebook import GradebookWriter, shown, why
from autograder.model import CheckResult, GradeReport, Status, Submission, TaskResult

TASKS = {"manual_gradient": 30, "grad_call": 20, "backward_loop": 30, "linear_model": 20}


@pytest.fixture
def course(tmp_path):
    return load_course(copy_course(tmp_path / "course"))


@pytest.fixture
def assignment(course):
    return course.assignment("adaline")


@pytest.fixture
def writer(course, assignment):
    with GradebookWriter(course, patience=0.3) as writer:
        writer.prepare(assignment)
        yield writer


@pytest.fixture
def database(course):
    return course.root / "gradebook.db"


def submission(student="ada", path=Path("adaline.ipynb"), timestamp=None, sha256=""):
    return Submission(
        student_id=student, assignment="adaline", path=path, timestamp=timestamp, sha256=sha256
    )


def report(student="ada", status=Status.FAIL, problems=(), sha256="", **scores):
    """A report with one check for each task; a task that is not named has full marks."""
    tasks, checks = [], []
    for task, points in TASKS.items():
        score = scores.get(task, points)
        ended = Status.BROKEN if score is None else Status.PASS if score == points else status
        passed = ended is Status.PASS
        tasks.append(TaskResult(id=task, score=score, max_score=points, status=ended))
        checks.append(
            CheckResult(
                task=task,
                name=f"test_{task}",
                title=f"The title of {task}",
                status=ended,
                points=score or 0,
                max_points=points,
                message="" if passed else f"a mistake in {task}",
                hint="" if passed else f"a hint on {task}",
            )
        )
    values = [task.score for task in tasks]
    return GradeReport(
        student_id=student,
        assignment="adaline",
        submission_sha256=sha256,
        grader_sha256="",
        engine_version="0",
        seed=0,
        device="cpu",
        status=max((task.status for task in tasks), key=lambda it: it is not Status.PASS),
        score=None if None in values else sum(values),
        max_score=100,
        problems=problems,
        tasks=tuple(tasks),
        checks=tuple(checks),
        seconds=0.1,
    )


class Book:
    """The gradebook through nbgrader's API, as a TA's script would open it."""

    def __init__(self, database):
        self.url = f"sqlite:///{database}"

    def __enter__(self):
        self.gradebook = Gradebook(self.url)
        return self

    def __exit__(self, *error):
        self.gradebook.close()

    def grade(self, task, student="ada"):
        return self.gradebook.find_grade(f"check_{task}", "adaline", "adaline", student)

    def comment(self, task, student="ada"):
        return self.gradebook.find_comment(task, "adaline", "adaline", student)

    def submission(self, student="ada"):
        return self.gradebook.find_submission("adaline", student)

    def commit(self):
        self.gradebook.db.commit()


# What a report becomes


def test_every_task_has_its_score_and_the_submission_their_sum(writer, database):
    writer.record(report(manual_gradient=8, backward_loop=0), submission())
    with Book(database) as book:
        assert [book.grade(task).auto_score for task in TASKS] == [8, 20, 0, 20]
        assert [book.grade(task).max_score for task in TASKS] == list(TASKS.values())
        assert book.submission().score == 48
        assert book.submission().max_score == 100
        assert not book.submission().needs_manual_grade


def test_the_comment_says_why_and_a_full_task_has_none(writer, database):
    writer.record(report(manual_gradient=8), submission())
    with Book(database) as book:
        assert book.comment("manual_gradient").comment == (
            "A mistake in manual_gradient\nHint: a hint on manual_gradient"
        )
        assert book.comment("grad_call").comment is None


def test_a_better_submission_replaces_score_comment_and_time(writer, database, assignment):
    early = assignment.due - timedelta(days=2)
    writer.record(report(grad_call=0), submission(timestamp=early))
    writer.record(report(), submission(timestamp=early + timedelta(days=1)))
    with Book(database) as book:
        assert book.submission().score == 100
        assert book.comment("grad_call").comment is None
        assert book.submission().timestamp == naive_utc(early + timedelta(days=1))
        assert len(book.gradebook.assignment_submissions("adaline")) == 1


def naive_utc(moment):
    return (moment - moment.utcoffset()).replace(tzinfo=None)


def test_a_withheld_score_is_none_and_asks_for_a_person_until_it_is_there(writer, database):
    writer.record(report(grad_call=None), submission())
    with Book(database) as book:
        assert book.grade("grad_call").auto_score is None
        assert book.grade("grad_call").needs_manual_grade
        assert not book.grade("manual_gradient").needs_manual_grade
    writer.record(report(), submission())
    with Book(database) as book:
        assert book.grade("grad_call").auto_score == 20
        assert not book.submission().needs_manual_grade


def test_nothing_handed_in_is_zero_in_every_task(writer, database):
    writer.record(report(**dict.fromkeys(TASKS, 0)), submission(path=None))
    with Book(database) as book:
        assert [book.grade(task).auto_score for task in TASKS] == [0, 0, 0, 0]
        assert not book.submission().needs_manual_grade


# Lateness


def test_a_late_submission_loses_what_the_course_says_and_not_more(writer, database, assignment):
    # course.yml: ten per cent of the score for each day that has begun
    late = submission(timestamp=assignment.due + timedelta(hours=30))
    writer.record(report(manual_gradient=10), late)
    with Book(database) as book:
        assert book.submission().score == 80
        assert book.submission().late_submission_penalty == pytest.approx(16)
        assert book.submission().total_seconds_late == 30 * 3600
    assert writer.recorded(assignment).scores["ada"].score == pytest.approx(64)


def test_an_extension_that_a_ta_granted_counts(writer, database, assignment):
    late = submission(timestamp=assignment.due + timedelta(hours=30))
    writer.record(report(), late)
    with Book(database) as book:
        book.gradebook.grant_extension("adaline", "ada", days=2)
    writer.record(report(), late)
    assert writer.recorded(assignment).scores["ada"].score == 100


def test_the_penalty_is_taken_from_the_score_that_counts(marked, assignment):
    marked.record(
        report(manual_gradient=8), submission(timestamp=assignment.due + timedelta(hours=1))
    )
    assert marked.recorded(assignment).scores["ada"].late_penalty == pytest.approx(9.7)


# What a TA entered


@pytest.fixture
def marked(writer, database):
    """Ada's hand-in, to which a TA has given a score, extra credit and a comment."""
    writer.record(report(manual_gradient=8), submission())
    with Book(database) as book:
        grade = book.grade("manual_gradient")
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 25, 2, False
        book.comment("manual_gradient").manual_comment = "Nearly: see me."
        book.commit()
    return writer


def test_a_regrade_keeps_what_a_ta_entered_and_asks_them_to_look_again(marked, database):
    marked.record(report(manual_gradient=12), submission())
    with Book(database) as book:
        grade = book.grade("manual_gradient")
        assert (grade.manual_score, grade.extra_credit, grade.auto_score) == (25, 2, 12)
        assert grade.score == 27
        assert grade.needs_manual_grade
        assert book.comment("manual_gradient").comment == "Nearly: see me."
        assert "A mistake" in book.comment("manual_gradient").auto_comment


def test_the_same_score_again_asks_nobody(marked, database):
    marked.record(report(manual_gradient=8), submission())
    with Book(database) as book:
        assert not book.grade("manual_gradient").needs_manual_grade


# A manual score belongs to the hand-in that it was given for


def record(writer, sha256, **scores):
    writer.record(report(sha256=sha256, **scores), submission(sha256=sha256))


def waiting(writer, assignment):
    """The tasks that ask for a person, and those of them marked for another hand-in."""
    found = writer.recorded(assignment).scores["ada"]
    return sorted(found.waiting), sorted(found.earlier)


@pytest.fixture
def first(writer, database):
    """Ada's first hand-in, to which a TA has given a score; one task has a comment alone."""
    record(writer, "first", manual_gradient=8)
    with Book(database) as book:
        save_score(book, 25)
        book.comment("grad_call").manual_comment = "Clean code."
        book.commit()
    return writer


def save_score(book, score):
    """Save a score, or confirm it, as formgrader does."""
    grade = book.grade("manual_gradient")
    grade.manual_score, grade.needs_manual_grade = score, False
    book.commit()


def test_another_submission_keeps_what_was_entered_and_waits_for_a_person(
    first, assignment, database
):
    assert waiting(first, assignment) == ([], [])
    record(first, "second")
    both = ["grad_call", "manual_gradient"]
    assert waiting(first, assignment) == (both, both)
    found = first.recorded(assignment).scores["ada"]
    assert (found.tasks["manual_gradient"], found.score) == (25, 95)
    assert found.comments == {"grad_call": "Clean code."}
    with Book(database) as book:
        assert book.grade("manual_gradient").needs_manual_grade
        assert book.submission().needs_manual_grade


def test_it_waits_through_repeated_runs_and_a_third_submission(first, assignment):
    for sha256 in ("second", "second", "third", "third"):
        record(first, sha256)
        assert waiting(first, assignment)[1] == ["grad_call", "manual_gradient"]


def test_the_same_submission_with_a_worse_automatic_score_waits_but_is_no_other(first, assignment):
    record(first, "first", manual_gradient=4)
    assert waiting(first, assignment) == (["manual_gradient"], [])


@pytest.mark.parametrize("score", [25, 27, None])
def test_a_person_decides_and_is_not_asked_again_until_the_next_submission(
    first, assignment, database, score
):
    record(first, "second")
    with Book(database) as book:
        save_score(book, score)
        book.comment("grad_call").manual_comment = ""
        book.commit()
    assert waiting(first, assignment)[1] == []
    record(first, "second")
    assert waiting(first, assignment) == ([], [])
    record(first, "third")
    assert waiting(first, assignment)[1] == (["manual_gradient"] if score else [])


def test_a_comment_that_was_written_anew_is_for_the_new_submission(first, assignment, database):
    record(first, "second")
    with Book(database) as book:
        book.comment("grad_call").manual_comment = "Cleaner still."
        book.commit()
    record(first, "second")
    assert waiting(first, assignment)[1] == ["manual_gradient"]


def test_the_first_submission_again_has_its_score_back(first, assignment):
    record(first, "second", manual_gradient=8)
    record(first, "first", manual_gradient=8)
    assert waiting(first, assignment)[1] == []


def test_an_earlier_report_that_is_put_back_has_its_score_whatever_lies_there(first, assignment):
    put_back = report(sha256="first", manual_gradient=8)
    first.record(put_back, submission(sha256="second"))
    assert waiting(first, assignment) == ([], [])


def test_an_old_copy_of_the_gradebook_still_knows(first, assignment, course, database):
    with Book(database) as book:
        book.gradebook.db.connection().exec_driver_sql(
            f"VACUUM INTO '{database}.copy'", execution_options={"isolation_level": "AUTOCOMMIT"}
        )
    record(first, "second")
    with Book(database) as book:
        save_score(book, 30)
    first.__exit__()
    database.with_suffix(".db.copy").replace(database)
    with GradebookWriter(course) as writer:
        record(writer, "second")
        assert waiting(writer, assignment)[1] == ["grad_call", "manual_gradient"]


def test_where_an_older_engine_recorded_the_time_tells(first, assignment, database):
    due = assignment.due
    first.record(report(sha256="first"), submission(sha256="first", timestamp=due))
    with sqlite3.connect(database) as book:
        book.execute("UPDATE comment SET auto_comment = NULL WHERE auto_comment LIKE '%hand_in%'")
        book.execute("UPDATE grade SET needs_manual_grade = 0")
    book.close()
    first.record(report(sha256="first"), submission(sha256="first", timestamp=due))
    assert waiting(first, assignment) == ([], [])
    with sqlite3.connect(database) as book:
        book.execute("UPDATE comment SET auto_comment = NULL WHERE auto_comment LIKE '%hand_in%'")
    book.close()
    first.record(report(sha256="new"), submission(sha256="new", timestamp=due + timedelta(hours=1)))
    assert waiting(first, assignment)[1] == ["grad_call", "manual_gradient"]


def test_nbgraders_own_api_still_finds_each_comment(first, database):
    record(first, "second")
    with Book(database) as book:
        assert book.comment("manual_gradient").auto_comment is None
        assert book.comment("grad_call").comment == "Clean code."
        book.gradebook.remove_submission("adaline", "ada")
        assert book.gradebook.db.query(Comment).count() == 0


def test_scores_count_manual_work_in(marked, assignment):
    marked.record(report("bob", linear_model=0), submission("bob"))
    scores = marked.recorded(assignment).scores
    assert list(scores) == ["ada", "bob"]
    assert scores["ada"].tasks == {**TASKS, "manual_gradient": 27}
    assert scores["ada"].score == 97
    assert scores["bob"].score == 80


def test_a_ta_cannot_change_a_score_while_it_is_being_read(marked, database, monkeypatch):
    answers = []

    def ta_saves(*_):
        ta = sqlite3.connect(database, timeout=0)
        try:
            ta.execute("UPDATE grade SET manual_score = 1")
        except sqlite3.OperationalError as error:
            answers.append(str(error))
        ta.close()

    monkeypatch.setattr("autograder.gradebook.batch.why", ta_saves)
    marked.record(report(manual_gradient=8), submission())
    assert set(answers) == {"database is locked"}


# The assignment itself


@pytest.mark.usefixtures("writer")
def test_the_due_date_is_stored_in_utc(database, assignment):
    with Book(database) as book:
        assert book.gradebook.find_assignment("adaline").duedate == naive_utc(assignment.due)


def test_preparing_again_keeps_what_is_recorded_and_takes_changed_points(
    marked, database, course, assignment
):
    def more_points(cells):
        for cell in cells:
            if cell.metadata.get("nbgrader", {}).get("grade_id") == "check_manual_gradient":
                cell.metadata.nbgrader.points = 35

    change_release(course, assignment, more_points)
    marked.prepare(assignment)
    with Book(database) as book:
        assert book.grade("manual_gradient").score == 27
        assert book.grade("manual_gradient").max_score == 35


def test_a_later_edition_may_bring_cells_and_loses_nothing_that_is_recorded(
    first, database, course, assignment
):
    """Also where the first check cell, which has the trace, is another one then."""

    def more(cells):
        index = grade_cell_index(cells)
        for name in ("check_a_new_task", "a_given_cell"):
            new = nbformat.from_dict(cells[index])
            new.id = name
            new.metadata.nbgrader.update(grade_id=name, grade=name.startswith("check"))
            cells.insert(index, new)
        gone = next(c for c in cells if c.metadata.get("nbgrader", {}).get("locked"))
        assert not gone.metadata.nbgrader["grade"]
        cells.remove(gone)

    record(first, "second", manual_gradient=12)
    before = waiting(first, assignment)
    assert before[1], "a mark was given for the first hand-in"
    change_release(course, assignment, more)
    first.prepare(assignment)
    with Book(database) as book:
        assert book.grade("manual_gradient").score == 25
        assert book.grade("a_new_task").auto_score is None
    asked, earlier = waiting(first, assignment)
    assert earlier == before[1]
    assert {*asked} - {*before[0]} <= {"a_new_task"}


def test_a_release_without_a_cell_that_has_scores_is_refused(marked, database, course, assignment):
    change_release(course, assignment, lambda cells: cells.pop(grade_cell_index(cells)))
    with pytest.raises(UsageError, match="lacks cells") as error:
        marked.prepare(assignment)
    assert "nbgrader db assignment remove adaline --force" in error.value.remedy
    with Book(database) as book:
        assert book.grade("manual_gradient").score == 27


def grade_cell_index(cells):
    return next(
        index
        for index, cell in enumerate(cells)
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "check_linear_model"
    )


def change_release(course, assignment, change):
    path = course.release_notebook(assignment)
    notebook = nbformat.read(path, as_version=4)
    change(notebook.cells)
    nbformat.write(notebook, path)


def test_before_a_submission_is_recorded_the_release_may_change(writer, course, assignment):
    change_release(course, assignment, lambda cells: cells.pop(grade_cell_index(cells)))
    writer.prepare(assignment)
    with pytest.raises(UsageError, match="no cell check_linear_model"):
        writer.record(report(), submission())


def test_a_missing_release_is_named_with_its_remedy(writer, course, assignment):
    course.release_notebook(assignment).unlink()
    with pytest.raises(UsageError, match="has no release") as error:
        writer.prepare(assignment)
    assert error.value.remedy == "run `autograder release adaline`"


def test_an_assignment_that_was_not_prepared_is_refused(course):
    with (
        GradebookWriter(course) as writer,
        pytest.raises(UsageError, match="no cells of adaline"),
    ):
        writer.record(report(), submission())


@pytest.mark.usefixtures("writer")
def test_the_database_is_the_one_that_nbgrader_makes(database, monkeypatch):
    # nbgrader asks the alembic command, which lies beside this python
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    with sqlite3.connect(database) as connection:
        version = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    connection.close()
    assert version == [(get_alembic_version(),)]


def test_nbgrader_export_shows_the_scores(marked, course):
    marked.record(report("bob", manual_gradient=8, backward_loop=0), submission("bob"))
    nbgrader = Path(sys.executable).parent / "nbgrader"
    subprocess.run([nbgrader, "export"], cwd=course.root, check=True, capture_output=True)
    with (course.root / "grades.csv").open() as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert {name: float(row["score"]) for name, row in rows.items()} == {"ada": 97, "bob": 48}
    assert {float(row["max_score"]) for row in rows.values()} == {100}


# When the database is in the way


def test_all_reports_of_a_batch_are_written_or_none(writer, assignment):
    unknown = report("bob").model_copy(
        update={"tasks": (TaskResult(id="unheard_of", score=1, max_score=1, status="pass"),)}
    )
    with pytest.raises(UsageError, match="check_unheard_of"):
        writer.record_all([(report(), submission()), (unknown, submission("bob"))])
    assert writer.recorded(assignment).scores == {}
    writer.record(report(), submission())
    assert list(writer.recorded(assignment).scores) == ["ada"]


def test_a_lock_is_waited_for(course, assignment, database):
    asked, released = threading.Event(), threading.Event()

    def release():
        assert asked.wait(60)
        time.sleep(0.3)  # until it is refused for the first time
        released.set()
        locking.rollback()

    with GradebookWriter(course, patience=60) as writer, begun(asked.set):
        writer.prepare(assignment)
        locking = sqlite3.connect(database, check_same_thread=False)
        locking.execute("BEGIN IMMEDIATE")
        asked.clear()
        releasing = threading.Thread(target=release)
        releasing.start()
        writer.record(report(), submission())
        assert released.is_set()
        releasing.join()
        locking.close()
        assert list(writer.recorded(assignment).scores) == ["ada"]


@contextmanager
def begun(told):
    """Call `told` whenever the lock of the database is about to be asked for."""

    def hear(_connection, _cursor, statement, *_):
        if statement == "BEGIN IMMEDIATE":
            told()

    sqlalchemy.event.listen(sqlalchemy.Engine, "before_cursor_execute", hear)
    try:
        yield
    finally:
        sqlalchemy.event.remove(sqlalchemy.Engine, "before_cursor_execute", hear)


def test_a_lock_that_stays_is_named_with_its_remedy_and_loses_nothing(writer, assignment, database):
    writer.record(report(), submission())
    locking = sqlite3.connect(database)
    locking.execute("BEGIN IMMEDIATE")
    for refused in (
        lambda: writer.record(report("bob"), submission("bob")),
        lambda: writer.prepare(assignment),
    ):
        with pytest.raises(AutograderError, match="keeps it locked") as error:
            refused()
        assert str(database) in error.value.fault
        assert "formgrader" in error.value.remedy
        assert "autograded/" in error.value.remedy
    locking.rollback()
    locking.close()
    writer.record(report("bob"), submission("bob"))
    assert list(writer.recorded(assignment).scores) == ["ada", "bob"]


def test_a_database_that_is_locked_for_readers_too_is_named(writer, course, database):
    writer.record(report(), submission())
    locking = sqlite3.connect(database)
    locking.execute("BEGIN EXCLUSIVE")
    with (
        pytest.raises(AutograderError, match="keeps it locked"),
        GradebookWriter(course, patience=0.1),
    ):
        pass
    locking.close()


def test_a_missing_driver_is_named_and_the_password_is_not(course):
    elsewhere = course.model_copy(update={"gradebook": "oracle+cx_oracle://ta:secret@db/grades"})
    with pytest.raises(AutograderError, match="driver") as error, GradebookWriter(elsewhere):
        pass
    assert "ta:***@db" in str(error.value)
    assert "secret" not in str(error.value)


def test_two_writers_side_by_side_lose_nothing(course, assignment, writer):
    failures = []

    def record(names):
        try:
            with GradebookWriter(course, patience=60) as second:
                for name in names:
                    second.record(report(name), submission(name))
        except Exception as error:
            failures.append(error)

    groups = [[f"s{group}{number:02}" for number in range(15)] for group in range(2)]
    threads = [threading.Thread(target=record, args=(group,)) for group in groups]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert sorted(writer.recorded(assignment).scores) == sorted([*groups[0], *groups[1]])


@pytest.mark.parametrize("content", [b"Dear diary, " * 500, b"SQLite format 3\0" + b"\1" * 4096])
def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(course, database, content):
    database.write_bytes(content)
    with pytest.raises(AutograderError) as error, GradebookWriter(course):
        pass
    assert str(database) in error.value.fault
    assert "backup" in error.value.remedy
    assert database.read_bytes() == content


def test_a_damaged_database_is_named_and_not_written_over(writer, course, assignment, database):
    writer.record_all([(report(f"s{n:03}"), submission(f"s{n:03}")) for n in range(40)])
    content = bytearray(database.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    database.write_bytes(content)
    with pytest.raises(AutograderError, match="damaged") as error, GradebookWriter(course) as other:
        other.prepare(assignment)
    assert "backup" in error.value.remedy
    assert database.read_bytes() == content


def test_a_place_where_no_file_can_be_made_is_named(course, database):
    database.mkdir()
    with pytest.raises(AutograderError, match="cannot be opened") as error, GradebookWriter(course):
        pass
    assert "folder exists and is writable" in error.value.remedy


@pytest.mark.usefixtures("writer")
def test_a_read_only_database_is_named(course, database):
    url = f"sqlite:///file:{database}?mode=ro&uri=true"
    read_only = course.model_copy(update={"gradebook": url})
    with (
        pytest.raises(AutograderError, match="read-only") as error,
        GradebookWriter(read_only) as other,
    ):
        other.record(report(), submission())
    assert "writable" in error.value.remedy


def test_a_full_disk_is_named_and_keeps_what_was_recorded(writer, course, assignment):
    writer.record(report(), submission())

    def no_more_pages(connection, _):
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    sqlalchemy.event.listen(sqlalchemy.Engine, "connect", no_more_pages)
    try:
        names = [f"s{number:03}" for number in range(200)]
        with (
            pytest.raises(AutograderError, match="disk is full"),
            GradebookWriter(course) as other,
        ):
            other.record_all([(report(name), submission(name)) for name in names])
    finally:
        sqlalchemy.event.remove(sqlalchemy.Engine, "connect", no_more_pages)
    assert list(writer.recorded(assignment).scores) == ["ada"]


# The words


def test_the_prerequisite_that_failed_is_named_not_the_check_it_kept_from_running():
    whole = report(grad_call=0)
    failed = next(check for check in whole.checks if check.task == "grad_call")
    skipped = failed.model_copy(update={"status": Status.SKIPPED, "message": "not checked"})
    others = [check for check in whole.checks if check.task != "grad_call"]
    text = why(whole.model_copy(update={"checks": (skipped, failed, *others)}), "grad_call")
    assert text.startswith("A mistake in grad_call")
    assert text.endswith("Not checked because of that: The title of grad_call")


def test_a_submission_that_cannot_be_read_says_what_is_odd_about_it():
    whole = report(problems=("adaline.ipynb is empty",), **dict.fromkeys(TASKS, 0))
    checks = [
        check.model_copy(update={"message": "no notebook to be read", "hint": ""})
        for check in whole.checks
    ]
    text = why(whole.model_copy(update={"checks": tuple(checks)}), "grad_call")
    assert text == "No notebook to be read\nadaline.ipynb is empty"


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.PASS])
def test_a_check_without_a_message_has_the_words_of_its_status(status):
    whole = report(status=status, grad_call=0)
    checks = [check.model_copy(update={"message": "", "hint": ""}) for check in whole.checks]
    text = why(whole.model_copy(update={"checks": tuple(checks)}), "grad_call")
    assert text.startswith("The title of grad_call: ")
    assert len(text) > len("The title of grad_call: ") + 10


@pytest.mark.parametrize("path", ["/k/Kürs für alle/g.db", "/k/50%25/g.db"])
def test_a_files_path_is_shown_as_it_is_where_it_means_the_same(path):
    assert shown(f"sqlite:///{quote(path)}") == f"sqlite:///{quote(path) if '%' in path else path}"
