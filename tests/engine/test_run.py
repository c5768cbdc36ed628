"""A run around graders that are made up: batches, a locked gradebook, one run at a time."""

import functools
import io
import json
import math
import sqlite3

import pytest
from graded import SEED, STUDENTS, dump, make_class
from rich.console import Console
from sqlalchemy.exc import DataError, IntegrityError, StatementError

from autograder.cli.tables import Cause, GradeRow, reasons_table
from autograder.course import load_course
from autograder.errors import GradebookError, UsageError
from autograder.gradebook import GradebookWriter, batch
from autograder.grading.reports import Finished, read_report, write_report
from autograder.grading.scoring import withheld
from autograder.model import CheckResult, Settings, Status
from autograder.notebooks.submissions import find, read
from autograder.runs import run
from autograder.runs.crews.crew import Died, Graded, Job
from autograder.runs.history import History
from autograder.runs.lock import only_run
from autograder.runs.run import Watcher, grade_assignment


class MadeUpCrew:
    """Gives everybody the report of a hand-in that could not be graded; some die of it."""

    def __init__(self, job, dying=()):
        self.job = job
        self.dismissed = self.closed = False
        self._dying = list(dying)
        self._given = []

    def room(self):
        return 2 - len(self._given)

    def give(self, submission):
        self._given.append(submission)

    def next(self):
        submission = self._given.pop()
        if submission.student_id in self._dying:
            self._dying.remove(submission.student_id)
            return Died(submission, "it was killed")
        job = self.job
        report = withheld(job.course, job.assignment, job.settings, submission, "made up")
        tasks = [
            task.model_copy(update={"status": Status.FAIL, "score": 1.0}) for task in report.tasks
        ]
        update = {"tasks": tuple(tasks), "status": Status.FAIL, "score": 4.0}
        report = report.model_copy(update=update)
        write_report(self.job.course, self.job.assignment, report, None)
        return Graded(submission, report)

    def dismiss(self):
        assert not self._given, "it still has work"
        self.dismissed = True

    def close(self):
        self.closed = True


class Notes:
    """What a run told its watcher."""

    def __init__(self, at_begin=lambda: None):
        self.total, self.started, self.refusals = None, [], []
        self._at_begin = at_begin

    def watcher(self):
        return Watcher(self._begin, self.started.append, self.refusals.append)

    def _begin(self, total):
        self.total = total
        self._at_begin()


def kept(job):
    return History(job.course, job.assignment)


@pytest.fixture
def job(tmp_path):
    course = load_course(make_class(tmp_path / "course"))
    return Job(course, course.assignment("adaline"), Settings(seed=SEED))


@pytest.fixture
def submissions(job):
    return find(job.course, job.assignment)


@pytest.fixture
def finished(job):
    return Finished(job.course, job.assignment, job.settings).report


def test_a_locked_gradebook_stops_no_grading_and_the_next_run_records(
    job, submissions, finished, monkeypatch
):
    impatient = functools.partial(GradebookWriter, patience=0.2)
    monkeypatch.setattr(run, "GradebookWriter", impatient)
    monkeypatch.setattr("autograder.runs.recorder._MOST", 2)
    database = job.course.root / "gradebook.db"
    locking = sqlite3.connect(database)
    notes = Notes(at_begin=lambda: locking.execute("BEGIN IMMEDIATE"))
    with pytest.raises(GradebookError, match="keeps it locked") as error:
        list(grade_assignment(MadeUpCrew(job), submissions, notes.watcher(), finished, kept(job)))
    assert error.value.exit_code == 3
    assert "autograded/" in error.value.remedy
    assert len(notes.refusals) == 1
    assert all(read_report(job.course, job.assignment, student) for student in STUDENTS)
    locking.rollback()
    locking.close()
    assert dump(database)[0] == []

    again = Notes()
    outcomes = list(
        grade_assignment(MadeUpCrew(job), submissions, again.watcher(), finished, kept(job))
    )
    assert [outcome.fresh for outcome in outcomes] == [False] * 6
    assert again.total == 0
    assert len(dump(database)[0]) == 6 * len(job.assignment.tasks)


def test_a_lock_that_goes_before_the_end_loses_nothing(job, submissions, finished, monkeypatch):
    monkeypatch.setattr(run, "GradebookWriter", functools.partial(GradebookWriter, patience=0.2))
    monkeypatch.setattr("autograder.runs.recorder._MOST", 2)
    locking = sqlite3.connect(job.course.root / "gradebook.db")
    notes = Notes(at_begin=lambda: locking.execute("BEGIN IMMEDIATE"))
    for outcome in grade_assignment(
        MadeUpCrew(job), submissions, notes.watcher(), finished, kept(job)
    ):
        if notes.refusals and locking.in_transaction:
            locking.rollback()
        assert outcome.fresh
    locking.close()
    assert len(dump(job.course.root / "gradebook.db")[0]) == 6 * len(job.assignment.tasks)


def test_who_stops_listening_ends_the_graders_and_what_was_graded_is_recorded(
    job, submissions, finished
):
    crew = MadeUpCrew(job)
    outcomes = grade_assignment(crew, submissions, Notes().watcher(), finished, kept(job))
    graded = [next(outcomes).submission.student_id for _ in range(3)]
    outcomes.close()
    assert crew.closed
    assert not crew.dismissed
    recorded = {row[0] for row in dump(job.course.root / "gradebook.db")[0]}
    assert recorded == set(graded)


def test_one_death_is_tried_again_and_a_second_is_reported(job, submissions, finished):
    crew = MadeUpCrew(job, dying=["ada", "bob", "bob"])
    outcomes = list(grade_assignment(crew, submissions, Notes().watcher(), finished, kept(job)))
    broken = [one.submission.student_id for one in outcomes if one.report.status is Status.BROKEN]
    assert broken == ["bob"]
    assert crew.dismissed
    assert crew.closed
    assert len(outcomes) == 6


@pytest.mark.parametrize(
    "error",
    [
        ValueError("odd"),
        IntegrityError("INSERT", {}, Exception("UNIQUE constraint failed")),
        DataError("INSERT", {}, Exception("text fields cannot contain NUL")),
        StatementError("odd", "INSERT", {}, ValueError("odd")),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_report_that_the_gradebook_does_not_take_is_that_submissions_alone(
    job, submissions, finished, monkeypatch, error
):
    write, tries = batch.write_batch, []
    monkeypatch.setattr("autograder.runs.recorder._SECONDS", math.inf)

    def failing(db, layout, late, results):
        if any(report.student_id == "bob" and report.score for report, _ in results):
            tries.append(len(results))
            raise error
        write(db, layout, late, results)

    monkeypatch.setattr("autograder.gradebook.writer.write_batch", failing)
    outcomes = list(
        grade_assignment(MadeUpCrew(job), submissions, Notes().watcher(), finished, kept(job))
    )
    assert tries == [6, 1]  # with the others, and once more
    (failed,) = (outcome for outcome in outcomes if not outcome.recorded)
    assert (failed.submission.student_id, failed.report.score) == ("bob", None)
    assert "it cannot be recorded" in failed.report.checks[0].evidence["error"]
    assert read_report(job.course, job.assignment, "bob").status is Status.BROKEN
    scores = {student: score for student, _, _, _, score, *_ in dump_of(job)}
    assert {student for student, score in scores.items() if score is None} == {"bob"}
    assert set(scores) == set(STUDENTS)

    monkeypatch.undo()
    again = list(
        grade_assignment(MadeUpCrew(job), submissions, Notes().watcher(), finished, kept(job))
    )
    assert [one.submission.student_id for one in again if one.fresh] == ["bob"]
    assert None not in {score for _, _, _, _, score, *_ in dump_of(job)}


def dump_of(job):
    return dump(job.course.root / "gradebook.db")[0]


@pytest.mark.parametrize("place", ["bob", "bob/adaline", "bob/adaline/report.json/"])
def test_a_report_that_finds_no_place_is_that_submissions_alone(job, submissions, finished, place):
    blocked = job.course.root / "autograded" / place
    blocked.parent.mkdir(parents=True)
    blocked.mkdir() if place.endswith("/") else blocked.touch()
    outcomes = list(
        grade_assignment(MadeUpCrew(job), submissions, Notes().watcher(), finished, kept(job))
    )
    reports = {one.submission.student_id: one.report for one in outcomes}
    assert [s for s in STUDENTS if reports[s].status is Status.BROKEN] == ["bob"]
    said = reports["bob"].checks[0].evidence["error"]
    assert str(blocked) in said
    assert "cannot be written: " in said
    assert {student for student, *_ in dump_of(job)} == set(STUDENTS)


class LateReadingCrew(MadeUpCrew):
    """Reads a hand-in when it is its turn, as graders do."""

    def give(self, submission):
        super().give(read(submission)[1])


def test_a_submission_that_comes_meanwhile_is_recorded_with_its_own_time(
    job, submissions, finished
):
    folder = job.course.submitted_dir / "ada" / "adaline"
    (folder / "adaline.ipynb").write_bytes(b"another")
    (folder / "timestamp.txt").write_text("2026-11-27 12:00:00 UTC")
    crew = LateReadingCrew(job)
    (outcome,) = grade_assignment(crew, submissions[:1], Notes().watcher(), finished, kept(job))
    (now,) = find(job.course, job.assignment, ["ada"])
    assert outcome.report.submission_sha256 == now.sha256 != submissions[0].sha256
    assert outcome.submission == now
    assert {time[:10] for _, time, *_ in dump_of(job)} == {"2026-11-27"}


def test_another_run_of_the_same_assignment_is_refused_while_one_lasts(job, submissions, finished):
    first = grade_assignment(MadeUpCrew(job), submissions, Notes().watcher(), finished, kept(job))
    next(first)
    second = grade_assignment(MadeUpCrew(job), submissions, Notes().watcher(), finished, kept(job))
    with pytest.raises(UsageError, match=r"another run grades adaline.*process \d+ on") as error:
        next(second)
    assert "Ctrl-C" in error.value.remedy
    with only_run(job.course, job.course.assignment("autograd")):
        pass  # another week is another matter
    first.close()
    third = grade_assignment(MadeUpCrew(job), submissions, Notes().watcher(), finished, kept(job))
    assert len(list(third)) == 6
    assert not list((job.course.root / "autograded").glob(".*.lock"))


def test_a_lock_that_a_dead_run_left_keeps_nobody_out(job):
    left = job.course.root / "autograded" / ".adaline.lock"
    left.parent.mkdir()
    left.write_text("process 1 on a machine that lost power\n")
    with only_run(job.course, job.assignment):
        assert "process 1 on" not in left.read_text()
    assert not left.exists()


def test_what_decides_a_grade_is_in_the_key_and_nothing_else(job, submissions):
    list(
        grade_assignment(MadeUpCrew(job), submissions, Notes().watcher(), lambda _: None, kept(job))
    )
    (ada, *_) = submissions
    graders = job.course.graders_dir(job.assignment)

    def same(**changes):
        assignment = job.assignment.model_copy(update=changes)
        return Finished(job.course, assignment, job.settings).report(ada) is not None

    assert same()
    assert same(title="Another", due=job.assignment.release, week=9)
    assert not same(points=90.0)
    for name in ("probes.py", "reference.py", "mistakes.py", "data.csv"):
        path = graders / name
        before = path.read_bytes() if path.exists() else None
        path.write_bytes((before or b"") + b"\n# changed\n")
        assert not same(), name
        path.unlink() if before is None else path.write_bytes(before)
    (graders / "__pycache__").mkdir(exist_ok=True)
    (graders / "__pycache__" / "probes.pyc").write_bytes(b"of no weight")
    assert same()
    odd = ada.model_copy(update={"problems": ("the notebook has another name",)})
    assert Finished(job.course, job.assignment, job.settings).report(odd) is None
    seeded = Settings(seed=SEED + 1)
    assert Finished(job.course, job.assignment, seeded).report(ada)
    assert Finished(job.course, job.assignment, seeded, any_seed=False).report(ada) is None


def test_a_report_with_a_number_that_is_none_is_read_back(job, submissions):
    report = withheld(job.course, job.assignment, job.settings, submissions[0], "made up")
    check = CheckResult(
        task=report.tasks[0].id, name="test_it", title="½", status=Status.FAIL, points=0,
        max_points=1, evidence={"ratio": math.nan, "received": (math.inf, 1.0)},
    )  # fmt: skip
    write_report(job.course, job.assignment, report.model_copy(update={"checks": (check,)}), None)
    back = read_report(job.course, job.assignment, report.student_id).checks[0]
    assert math.isnan(back.evidence["ratio"])
    assert (back.evidence["received"], back.title) == ((math.inf, 1.0), "½")


def test_json_lines_and_nothing_else_are_on_stdout_and_tell_the_final_score(job, autograder):
    submissions = {s.student_id: s for s in find(job.course, job.assignment)}
    for student in STUDENTS[:3]:
        crew = MadeUpCrew(job)
        crew.give(submissions[student])
        report = crew.next().report
    _mark_an_earlier_submission(job, report, submissions["carl"])
    done = autograder("grade", "adaline", *STUDENTS[:3], "--json", cwd=job.course.root)
    assert done.returncode == 0, done.stderr
    *lines, summary = map(json.loads, done.stdout.splitlines())
    assert [line["student_id"] for line in lines] == list(STUDENTS[:3])
    assert {line["event"] for line in lines} == {"unchanged"}
    assert (summary["event"], summary["hand_ins"], summary["graded"]) == ("summary", 3, 0)
    assert summary["statuses"] == {"fail": 3}
    assert (summary["late"], summary["waiting"]) == (list(STUDENTS[:3]), ["carl"])
    ada, _, carl = lines
    assert (ada["score"], ada["automatic"], ada["penalty"], ada["final"]) == (4, 4, 0.4, 3.6)
    assert (ada["by_hand"], ada["waiting"], ada["late_seconds"]) == ({}, [], 46860)
    assert (carl["automatic"], carl["by_hand"]) == (4, {"grad_call": 15})
    assert (carl["penalty"], carl["final"]) == (pytest.approx(1.8), pytest.approx(16.2))
    assert (carl["waiting"], carl["earlier"]) == (["grad_call"], ["grad_call"])
    words = "grading failed through no fault of yours; a teacher has been told"
    cause = {"task": "grad_call", "status": "fail", "diagnosis": None, "message": words}
    assert cause in carl["causes"]


def _mark_an_earlier_submission(job, report, submission):
    earlier = {"submission_sha256": "earlier"}
    with GradebookWriter(job.course) as gradebook:
        gradebook.prepare(job.assignment)
        gradebook.record(
            report.model_copy(update=earlier), submission.model_copy(update={"sha256": "earlier"})
        )
        book = gradebook._database.gradebook
        grade = book.find_grade("check_grad_call", "adaline", "adaline", submission.student_id)
        grade.manual_score, grade.needs_manual_grade = 15, False
        book.db.commit()


def row_of(student, *causes, **scores):
    scores = {"grad_call": 0.0, "linear_model": 20.0, **scores}
    return GradeRow(student, Status.FAIL, scores, 40.0, causes, (), "", 0.1)


def test_a_large_class_has_a_table_of_reasons_with_the_most_frequent_first():
    rows = [
        row_of(f"s{n}", Cause("grad_call", Status.FAIL, None, why))
        for n, why in enumerate(["the sign is wrong"] * 4000 + ["it is summed"] * 1000)
    ]
    rows += [row_of(f"t{n}", Cause("grad_call", Status.ERROR, None, f"odd {n}")) for n in range(90)]
    console = Console(width=100, file=io.StringIO())
    console.print(reasons_table(rows))
    said = console.file.getvalue()
    first, second, *_ = (line.split() for line in said.splitlines() if "grad_call" in line)
    assert (first[0], second[0]) == ("4000", "1000")
    assert "s0, s1, s2" in said
    assert "67 more" in said
    assert len(said.splitlines()) < 40
