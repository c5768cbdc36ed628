"""A class is graded to its end, whatever happens to the processes that grade it."""

import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import psutil
import pytest

from autograder.bulk import Job, grade_class
from autograder.bulk.processes import GraderProcess
from autograder.course import load_course
from autograder.errors import GradersError, StorageError
from autograder.gradebook import GradebookWriter
from autograder.model import Settings, Status
from autograder.submissions import find


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


def ignore(_submission):
    pass


def graders():
    """Return this process's grader processes."""
    children = psutil.Process().children()
    return [child for child in children if "autograder.bulk.serve" in " ".join(child.cmdline())]


def test_two_graders_share_a_class_and_agree(class_of):
    course, assignment, submissions = class_of(4)
    taken = []
    done = list(
        grade_class(
            course,
            assignment,
            submissions,
            Settings(seed=3),
            jobs=2,
            started=lambda submission: taken.append(submission.student_id),
        )
    )
    assert sorted(taken) == ["s0", "s1", "s2", "s3"]
    assert [report.score for _, report in done] == [100.0] * 4
    for submission, report in done:
        path = course.root / "autograded" / submission.student_id / "adaline" / "report.json"
        assert report.model_validate_json(path.read_bytes()) == report
    assert graders() == []


def test_a_killed_grader_costs_nobody_anything(class_of):
    course, assignment, submissions = class_of(3)
    killed = threading.Event()

    def kill_once(_submission):
        if not killed.is_set():
            killed.set()
            threading.Timer(1.0, lambda: [child.kill() for child in graders()]).start()

    run = grade_class(course, assignment, submissions, Settings(), jobs=1, started=kill_once)
    assert [report.score for _, report in run] == [100.0] * 3


def test_a_grader_that_always_dies_leaves_a_broken_report(class_of):
    course, assignment, submissions = class_of(2)
    probes = course.graders_dir(assignment) / "reference.py"
    probes.write_text("import os\nos._exit(9)\n")
    run = grade_class(course, assignment, submissions, Settings(), jobs=1, started=ignore)
    reports = [report for _, report in run]
    assert [report.status for report in reports] == [Status.BROKEN] * 2
    assert [report.score for report in reports] == [None, None]


def test_an_idle_grader_ends_by_itself_and_is_started_again(class_of):
    course, assignment, (submission,) = class_of(1)
    grader = GraderProcess(Job(course, assignment, Settings(), fetch=True, idle_seconds=0.2))
    for _ in range(2):
        grader.send(submission)
        report, executed = grader.answer()
        assert report.score == 100
        assert b"image/png" in executed
        psutil.wait_procs(graders(), timeout=60)
        assert graders() == []
    grader.close()


def test_closing_early_ends_the_processes(class_of):
    course, assignment, submissions = class_of(3)
    run = grade_class(course, assignment, submissions, Settings(), jobs=2, started=ignore)
    next(run)
    run.close()
    assert graders() == []


def test_graders_that_cannot_be_collected_stop_the_class(class_of):
    course, assignment, submissions = class_of(2)
    (course.graders_dir(assignment) / "test_grad_call.py").write_text("import nothing_of_this\n")
    run = grade_class(course, assignment, submissions, Settings(), jobs=1, started=ignore)
    with pytest.raises(GradersError, match="nothing_of_this"):
        list(run)


def test_a_report_that_cannot_be_written_is_said_and_loses_nothing(class_of):
    course, assignment, submissions = class_of(1)
    (course.root / "autograded").write_text("a file where the folder should be")
    run = grade_class(course, assignment, submissions, Settings(), jobs=1, started=ignore)
    with pytest.raises(StorageError, match="s0"):
        list(run)


@pytest.mark.parametrize(
    ("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_being_stopped_keeps_what_is_done(class_of, autograder, sent, code):
    """Ctrl-C, a batch system that asks it to end, a terminal that is closed."""
    course, _, _ = class_of(6)
    program = Path(sys.executable).parent / "autograder"
    command = [str(program), "grade", "adaline", "--jobs", "1"]
    process = subprocess.Popen(
        command, cwd=course.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    # By its own line, not by the report: that is on disk a moment before the command hears of it.
    assert "s0: pass 100" in process.stdout.readline()
    first = course.root / "autograded" / "s0" / "adaline" / "report.json"
    family = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(sent)
    _, said = process.communicate(timeout=60)
    assert process.returncode == code
    assert "goes on from there" in said
    assert "Traceback" not in said
    kept = first.read_bytes()
    with GradebookWriter(course) as gradebook:
        assert gradebook.recorded(course.assignment("adaline")).scores["s0"].score == 100
    psutil.wait_procs(family, timeout=30)
    assert not any(one.is_running() for one in family)

    again = autograder("grade", "adaline", cwd=course.root)
    assert again.returncode == 0
    assert first.read_bytes() == kept, "what was done is not done again"
    assert "6 pass" in again.stdout
