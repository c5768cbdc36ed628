"""However a run is stopped, the next one ends as an undisturbed run does: files and gradebook."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from graded import SEED, STUDENTS, left_behind, make_class

PROGRAM = Path(sys.executable).parent / "autograder"
COMMAND = [PROGRAM, "grade", "adaline", "--seed", str(SEED), "--jobs", "1", "--device", "cpu"]

# Loaded by every Python of a run, grader processes included: kills where FAULT says.
FAULTS = """
import os, pathlib, signal, sys

fault, whom = os.environ.get("FAULT", " ").split(" ")


def die():
    os.kill(os.getppid() if whom == "parent" else os.getpid(), signal.SIGKILL)
    if whom == "parent":
        signal.pause()  # the kernel is about to end this process, too


rename = pathlib.Path.replace


def replace(self, target):
    target = pathlib.Path(target)
    if fault == f"before-{target.suffix}" and "autograded" in target.parts:
        if not (marker := pathlib.Path(os.environ["ONCE"])).exists():
            marker.touch()
            die()
    done = rename(self, target)
    if fault == f"after-{target.suffix}" and "autograded" in target.parts:
        die()
    return done


pathlib.Path.replace = replace

if "record" in fault and "autograder.bulk.serve" not in sys.orig_argv:
    import autograder.gradebook.batch as batch
    from autograder.gradebook import GradebookWriter as writer

    record_all, write_scores = writer.record_all, batch._set_scores

    def record(self, results):
        if fault == "before-record":
            die()
        if fault == "within-record":
            batch._set_scores = lambda *_: die()
        record_all(self, results)
        if fault == "after-record":
            die()

    writer.record_all = record
"""


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """The class graded in one go: its folder, and what the run left behind."""
    course = make_class(tmp_path_factory.mktemp("undisturbed") / "course")
    done = subprocess.run(COMMAND, cwd=course, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return course, left_behind(course)


@pytest.fixture
def course(tmp_path):
    return make_class(tmp_path / "course")


@pytest.fixture
def faulty(tmp_path):
    """Start a run in which something is killed; returns the finished process."""
    (tmp_path / "faults").mkdir()
    (tmp_path / "faults" / "sitecustomize.py").write_text(FAULTS)

    def run(course, fault, whom):
        path = [str(tmp_path / "faults"), *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, path))}
        environment |= {"FAULT": f"{fault} {whom}", "ONCE": str(tmp_path / f"{fault}-{whom}")}
        return subprocess.run(
            COMMAND, cwd=course, env=environment, capture_output=True, text=True, check=False
        )

    return run


def finish(course):
    """Run to the end, undisturbed."""
    done = subprocess.run(COMMAND, cwd=course, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done


def reports(course):
    return sorted(path.parts[-3] for path in (course / "autograded").glob("*/adaline/report.json"))


def test_killed_at_any_point_the_next_run_completes(course, faulty, undisturbed):
    points = [
        ("before-.ipynb", "parent"),  # a half-written file is left
        ("after-.ipynb", "parent"),  # a notebook without its report
        ("before-record", "self"),  # a report that the gradebook lacks
        ("within-record", "self"),  # in the middle of a transaction
        ("after-record", "self"),
        ("after-.json", "parent"),  # a report that its grader did not hand on
    ]
    for point in points:
        done = faulty(course, *point)
        assert done.returncode == -signal.SIGKILL, (point, done.stdout, done.stderr)
        if point == points[0]:
            assert list((course / "autograded").rglob("*.part"))
    assert len(reports(course)) < len(STUDENTS)
    kill_while_grading(course, random.Random(5))
    finish(course)
    assert left_behind(course) == undisturbed[1]


def kill_while_grading(course, clock):
    """Kill a run some time after its next report, and see that no process of it is left."""
    run = subprocess.Popen(COMMAND, cwd=course, stdout=subprocess.DEVNULL)
    wait_for_reports(run, course, len(reports(course)) + 1)
    time.sleep(clock.uniform(0, 0.2))
    family = [psutil.Process(run.pid), *psutil.Process(run.pid).children(recursive=True)]
    run.kill()
    run.wait()
    psutil.wait_procs(family, timeout=30)
    assert [process for process in family if process.is_running()] == []


def wait_for_reports(run, course, number):
    while len(reports(course)) < number and run.poll() is None:
        time.sleep(0.02)


def test_a_grader_and_a_fork_server_that_are_killed_cost_a_retry(course, undisturbed):
    run = subprocess.Popen(COMMAND, cwd=course, stdout=subprocess.DEVNULL)
    for number, name in ((1, "bwrap"), (2, "python")):
        wait_for_reports(run, course, number)
        for process in psutil.Process(run.pid).children(recursive=True):
            if name in process.name() and "autograder.worker" not in process.cmdline():
                process.kill()
    assert run.wait() == 0
    assert left_behind(course) == undisturbed[1]


def test_reports_and_a_gradebook_that_are_lost_are_made_again(course, undisturbed):
    shutil.copytree(undisturbed[0] / "autograded", course / "autograded")
    assert "6 were graded before" in finish(course).stdout
    assert left_behind(course) == undisturbed[1]
    shutil.rmtree(course / "autograded" / "bob")
    with sqlite3.connect(course / "gradebook.db") as older:
        older.execute("DELETE FROM grade WHERE auto_score > 20")
        older.execute("UPDATE submitted_assignment SET timestamp = NULL WHERE student_id < 'c'")
    older.close()
    assert "5 were graded before" in finish(course).stdout
    assert left_behind(course) == undisturbed[1]


def test_a_disk_that_is_full_is_said_and_loses_nothing(course, undisturbed):
    if os.geteuid() != 0:
        pytest.skip("only root may mount the small file system that fills up")
    (course / "autograded").mkdir()
    mount = "mount -t tmpfs -o size=150k none autograded"
    script = f"{mount} && exec {' '.join(map(str, COMMAND))}"
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", script],
        cwd=course,
        capture_output=True,
        text=True,
        check=False,
    )
    if "permission denied" in done.stderr or "Operation not permitted" in done.stderr:
        pytest.skip("mounting is not allowed here")
    assert done.returncode == 3, done.stdout + done.stderr
    assert "No space left" in done.stderr
    assert "what was graded is kept" in " ".join(done.stderr.split())
    finish(course)
    assert left_behind(course) == undisturbed[1]
