"""A class is graded to its end, whatever happens to the processes that grade it.

All but the first test grade with stubs (stubbed.py): what happens to processes needs no torch.
"""

import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import psutil
import pytest
from stubbed import PATIENCE, Gate, gone, heeding, order, wait_for, words

from autograder.course import load_course
from autograder.errors import GradersError, StorageError
from autograder.gradebook import GradebookWriter
from autograder.model import Settings, Status
from autograder.notebooks.submissions import find
from autograder.runs.crews import Job, grade_class
from autograder.runs.crews.processes import GraderProcess


@pytest.fixture
def class_of(course_folder):
    """Make a class of so many solved hand-ins; return course, assignment and submissions."""

    def make(number):
        course = load_course(course_folder)
        assignment = course.assignment("adaline")
        for index in range(number):
            path = course_folder / "submitted" / f"s{index}" / "adaline" / "adaline.ipynb"
            path.parent.mkdir(parents=True)
            shutil.copy(course.solution_notebook(assignment), path)
        return course, assignment, find(course, assignment)

    return make


class Notes:
    """Whose hand-ins were given to a grader, and which processes of graders there were."""

    def __init__(self):
        self.given, self.seen = [], set()

    def __call__(self, submission):
        self.given.append(submission.student_id)
        self.seen.update(child.pid for child in graders())


def graders():
    """Return this process's grader processes."""
    children = psutil.Process().children()
    return [child for child in children if "autograder.runs.crews.serve" in words(child)]


def without_whose(report):
    """Return what a report says of a notebook, whoever handed it in."""
    checks = [check.model_copy(update={"seconds": 0.0}) for check in report.checks]
    update = {"student_id": "", "seconds": 0.0, "checks": tuple(checks)}
    return report.model_copy(update=update)


def test_two_graders_share_a_class_and_agree(class_of):
    course, assignment, submissions = class_of(4)
    notes = Notes()
    settings = Settings(seed=3)
    done = list(grade_class(course, assignment, submissions, settings, jobs=2, started=notes))
    assert sorted(notes.given) == ["s0", "s1", "s2", "s3"]
    assert len(notes.seen) == 2
    assert [report.score for _, report in done] == [100.0] * 4
    assert [without_whose(report) for _, report in done] == [without_whose(done[0][1])] * 4
    for submission, report in done:
        folder = course.root / "autograded" / submission.student_id / "adaline"
        path = folder / "report.json"
        assert report.model_validate_json(path.read_bytes()) == report
        assert b"image/png" in (folder / "adaline.ipynb").read_bytes()
    assert graders() == []


def test_a_killed_grader_costs_nobody_anything(class_of, orders):
    course, assignment, submissions = class_of(3)
    gate, notes, killed = Gate(orders, "s1"), Notes(), []

    def kill():
        wait_for(gate.reached, "a grader has the second hand-in")
        killed.extend(graders())
        for grader in killed:
            grader.kill()
        gate.open()

    killing = threading.Thread(target=kill)
    killing.start()
    run = grade_class(course, assignment, submissions, Settings(), jobs=1, started=notes)
    assert [report.score for _, report in run] == [100.0] * 3
    killing.join()
    assert len(killed) == 1
    assert notes.given == ["s0", "s1", "s1", "s2"]


@pytest.mark.thorough
def test_a_grader_that_dies_once_is_started_again(class_of, orders):
    course, assignment, submissions = class_of(2)
    order(orders, "s0", "die once")
    notes = Notes()
    run = grade_class(course, assignment, submissions, Settings(), jobs=1, started=notes)
    assert [report.score for _, report in run] == [100.0] * 2
    assert notes.given == ["s0", "s0", "s1"]


def test_a_grader_that_always_dies_leaves_a_broken_report(class_of, orders):
    course, assignment, submissions = class_of(2)
    order(orders, "s0", "die")
    notes = Notes()
    run = grade_class(course, assignment, submissions, Settings(), jobs=1, started=notes)
    reports = [report for _, report in run]
    assert notes.given == ["s0", "s0", "s1"]
    assert [report.status for report in reports] == [Status.BROKEN, Status.PASS]
    assert [report.score for report in reports] == [None, 100.0]
    assert "ended with code 9" in str(reports[0].checks[0].evidence)


@pytest.mark.usefixtures("orders")
def test_an_idle_grader_ends_by_itself_and_is_started_again(class_of):
    course, assignment, (submission,) = class_of(1)
    grader = GraderProcess(Job(course, assignment, Settings(), fetch=True, idle_seconds=0.2))
    for _ in range(2):
        grader.send(submission)
        report, executed = grader.answer()
        assert report.score == 100
        assert submission.sha256.encode() in executed
        gone([psutil.Process(grader._process.pid)])
    grader.close()


def test_closing_early_ends_the_processes(class_of, orders):
    course, assignment, submissions = class_of(3)
    gate, notes = Gate(orders, "s1"), Notes()
    run = grade_class(course, assignment, submissions, Settings(), jobs=2, started=notes)
    assert next(run)[0].student_id == "s0"
    wait_for(gate.reached, "a grader has the second hand-in")
    assert len(graders()) == 2
    run.close()
    assert graders() == []
    gate.open()


@pytest.mark.parametrize("victim", [0, 1], ids=["forking", "forked"])
def test_graders_of_one_stock_die_alone(class_of, orders, victim):
    course, assignment, submissions = class_of(4)
    gates, notes, died = [Gate(orders, name) for name in ("s0", "s1")], Notes(), []

    def kill():
        wait_for(lambda: all(gate.reached() for gate in gates), "both graders have a hand-in")
        by_age = sorted(graders(), key=lambda grader: grader.pid)
        assert len(by_age) == 2
        died.append(by_age[victim])
        by_age[victim].kill()
        wait_for(lambda: len(notes.given) > 2, "the hand-in of the dead one is given out again")
        died.append(by_age[1 - victim].is_running())
        for gate in gates:
            gate.open()

    killing = threading.Thread(target=kill)
    killing.start()
    run = grade_class(course, assignment, submissions, Settings(), jobs=2, started=notes)
    assert [report.score for _, report in run] == [100.0] * 4
    killing.join()
    assert died[1] is True
    assert len(notes.given) == 5
    assert graders() == []


def test_all_graders_end_with_a_command_that_is_killed(class_of, orders):
    course, _, _ = class_of(2)
    gates = [Gate(orders, name) for name in ("s0", "s1")]
    program = Path(sys.executable).parent / "autograder"
    process = subprocess.Popen(
        [program, "grade", "adaline", "--jobs", "2"], cwd=course.root, stdout=subprocess.DEVNULL
    )
    wait_for(lambda: all(gate.reached() for gate in gates), "both graders have a hand-in")
    family = psutil.Process(process.pid).children(recursive=True)
    assert len(family) == 2
    process.kill()
    process.wait()
    gone(family)


def test_what_keeps_everybody_from_being_graded_stops_the_class(class_of, orders):
    # Graders that cannot be collected do: test_cli.py has the real thing.
    course, assignment, submissions = class_of(3)
    order(orders, "s1", "test_grad_call.py cannot be collected")
    notes = Notes()
    run = grade_class(course, assignment, submissions, Settings(), jobs=1, started=notes)
    assert next(run)[0].student_id == "s0"
    with pytest.raises(GradersError, match="cannot be collected"):
        list(run)
    assert notes.given == ["s0", "s1"]
    assert graders() == []


@pytest.mark.usefixtures("orders")
def test_a_report_that_cannot_be_written_is_said_and_loses_nothing(class_of):
    course, assignment, submissions = class_of(1)
    (course.root / "autograded").write_text("a file where the folder should be")
    run = grade_class(course, assignment, submissions, Settings(), jobs=1, started=Notes())
    with pytest.raises(StorageError, match="s0"):
        list(run)
    assert graders() == []


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (signal.SIGINT, 130),
        pytest.param(signal.SIGTERM, 143, marks=pytest.mark.thorough),
        pytest.param(signal.SIGHUP, 129, marks=pytest.mark.thorough),
    ],
)
def test_being_stopped_keeps_what_is_done(class_of, orders, autograder, sent, code):
    """Ctrl-C, a batch system that asks it to end, a terminal that is closed."""
    course, _, _ = class_of(6)
    gate = Gate(orders, "s1")
    program = Path(sys.executable).parent / "autograder"
    process = subprocess.Popen(
        heeding([program, "grade", "adaline", "--jobs", "1"]),
        cwd=course.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    # By its own line, not by the report: that is on disk a moment before the command hears of it.
    assert "s0: pass 100" in process.stdout.readline()
    wait_for(gate.reached, "a grader has the second hand-in")
    first = course.root / "autograded" / "s0" / "adaline" / "report.json"
    family = psutil.Process(process.pid).children(recursive=True)
    assert family
    process.send_signal(sent)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == code
    assert "does what is left" in said
    assert "Traceback" not in said
    kept = first.read_bytes()
    with GradebookWriter(course) as gradebook:
        assert gradebook.recorded(course.assignment("adaline")).scores["s0"].score == 100
    gone(family)
    gate.open()

    again = autograder("grade", "adaline", cwd=course.root)
    assert again.returncode == 0
    assert first.read_bytes() == kept, "what was done is not done again"
    assert "6 pass" in again.stdout
    assert "1 was graded before" in again.stdout
