"""However a run is stopped, the next one ends as an undisturbed run does: files and gradebook.

All but the last test grade with stubs (stubbed.py), which are killed where stub/faults.py says.
"""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from graded import SEED, STUDENTS, left_behind, make_class
from stubbed import Gate, environment, gone, order, wait_for, words
from students import code, edit

PROGRAM = Path(sys.executable).parent / "autograder"
COMMAND = [PROGRAM, "grade", "adaline", "--seed", str(SEED), "--jobs", "1", "--device", "cpu"]


def grade(course, **variables):
    """Run the command to its end, with these variables; return the finished process."""
    return subprocess.run(
        COMMAND,
        cwd=course,
        env=os.environ | variables,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """The class graded in one go: its folder, and what the run left behind."""
    folder = tmp_path_factory.mktemp("undisturbed")
    course = make_class(folder / "course")
    done = grade(course, **environment(folder))
    assert done.returncode == 0, done.stderr
    return course, left_behind(course)


@pytest.fixture
def course(tmp_path):
    return make_class(tmp_path / "course")


def finish(course):
    """Run to the end, undisturbed."""
    done = grade(course)
    assert done.returncode == 0, done.stderr
    return done


def reports(course):
    return sorted(path.parts[-3] for path in (course / "autograded").glob("*/adaline/report.json"))


def test_killed_at_any_point_the_next_run_completes(course, orders, undisturbed):
    points = [
        ("before-.ipynb", "parent", []),  # a half-written file is left
        ("after-.ipynb", "parent", []),  # a notebook without its report
        ("before-record", "self", ["ada"]),  # a report that the gradebook lacks
        ("within-record", "self", ["ada"]),  # in the middle of a transaction
        ("after-record", "self", ["ada"]),
        ("after-.json", "parent", ["ada", "bob"]),  # a report that its grader did not hand on
    ]
    for point, whom, left in points:
        done = grade(course, FAULT=f"{point} {whom}")
        assert done.returncode == -signal.SIGKILL, (point, done.stdout, done.stderr)
        assert reports(course) == left, point
        assert bool(list((course / "autograded").rglob("*.part"))) == (point == "before-.ipynb")
    kill_while_grading(course, Gate(orders, "carl"))
    order(orders, "finn", "die once")
    finish(course)
    assert not list(orders.iterdir()), "the grader died, too"
    assert left_behind(course) == undisturbed[1]


def kill_while_grading(course, gate):
    """Kill a run in which a grader stands at the gate, and see that no process of it is left."""
    run = subprocess.Popen(COMMAND, cwd=course, stdout=subprocess.DEVNULL)
    wait_for(gate.reached, "a grader has the hand-in")
    kill_with_family(run)
    gate.open()


def kill_with_family(run):
    """Kill a command, and see that the processes that it started end with it."""
    family = psutil.Process(run.pid).children(recursive=True)
    assert family
    run.kill()
    assert run.wait() == -signal.SIGKILL
    gone(family)


@pytest.mark.usefixtures("orders")
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


@pytest.mark.usefixtures("orders")
def test_a_disk_that_is_full_is_said_and_loses_nothing(course, undisturbed):
    if os.geteuid() != 0:
        pytest.skip("only root may mount the small file system that fills up")
    (course / "autograded").mkdir()
    # Room for the lock and the files of few hand-ins, each of which takes a page.
    room = 8 * os.sysconf("SC_PAGE_SIZE")
    mount = f"mount -t tmpfs -o size={room} none autograded"
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
    assert "ada: pass 100" in done.stdout
    assert "No space left" in done.stderr
    assert "what is done is kept" in " ".join(done.stderr.split())
    finish(course)
    assert left_behind(course) == undisturbed[1]


def test_a_real_run_that_is_killed_is_completed_as_if_it_had_not_been(course):
    """With torch and the sandbox, whose fork server is killed as well: it costs a retry."""
    edit(course / "submitted/carl/adaline/adaline.ipynb", dawdle)
    run = subprocess.Popen(COMMAND, cwd=course, stdout=subprocess.DEVNULL)
    wait_for_report(run, course, "ada")
    killed = fork_server(run)
    assert killed
    for process in killed:
        with suppress(psutil.NoSuchProcess):  # it ends with the one before it
            process.kill()
    wait_for(
        lambda: run.poll() is not None or set(fork_server(run)) - set(killed),
        "a fork server is started afresh",
    )
    wait_for_report(run, course, "bob")
    kill_with_family(run)
    assert len(reports(course)) < len(STUDENTS)
    kept = left_behind(course)[0]
    finish(course)

    made, notebooks, (scores, _) = left_behind(course)
    assert made | kept == made
    got = {report["student_id"]: report["score"] for report in made.values()}
    assert got == {"ada": 100, "bob": 0, "carl": 90, "dora": 0, "eve": 0, "finn": 100}
    # The same notebook, graded before all of this and after.
    assert (
        made["ada/adaline/report.json"] | {"student_id": "finn"} == made["finn/adaline/report.json"]
    )
    assert notebooks["ada/adaline/adaline.ipynb"] == notebooks["finn/adaline/adaline.ipynb"]
    assert b"image/png" in notebooks["ada/adaline/adaline.ipynb"]
    assert {row[0] for row in scores} == set(STUDENTS)


def dawdle(content):
    """Let a hand-in take long enough to be in work when the run is killed."""
    content["cells"].append(code("import time\ntime.sleep(5)"))


def wait_for_report(run, course, student):
    wait_for(lambda: run.poll() is not None or student in reports(course), "a report is there")
    assert run.poll() is None


def fork_server(run):
    """Return the processes of a run's sandbox."""
    family = psutil.Process(run.pid).children(recursive=True)
    return [process for process in family if "autograder.worker" in words(process)]
