"""A real Dask cluster on this machine: the same reports as here, also when a worker is killed."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from graded import SEED, STUDENTS, left_behind, make_class

from autograder.bulk.bundle import name_of, pack, unpack
from autograder.bulk.cluster import DaskCrew
from autograder.bulk.crew import Job, work_off
from autograder.course import load_course
from autograder.errors import ClusterError
from autograder.keys import grader_sha256
from autograder.model import Settings, Status
from autograder.submissions import find

PROGRAMS = Path(sys.executable).parent
COMMAND = [PROGRAMS / "autograder", "grade", "adaline", "--seed", str(SEED), "--device", "cpu"]


class Cluster:
    """A scheduler and workers of one thread each, as processes."""

    def __init__(self, folder):
        self.file = folder / "scheduler.json"
        self._folder = folder
        self._processes = []
        here = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        self.scheduler = self._start("scheduler", *here)
        alone = ("--nthreads", "1", "--no-nanny", "--no-dashboard")
        self.workers = [self._start("worker", *alone) for _ in range(2)]

    def _start(self, what, *options):
        command = [PROGRAMS / "dask", what, *options, "--scheduler-file", self.file]
        if what == "worker":
            command += ["--local-directory", self._folder]
        log = (self._folder / f"{what}.log").open("ab")
        with log:
            process = psutil.Popen(
                list(map(str, command)), stdout=log, stderr=log, cwd=self._folder
            )
        self._processes.append(process)
        return process

    def close(self):
        for process in self._processes:
            process.kill()
            process.wait()


def _words(process):
    with contextlib.suppress(psutil.NoSuchProcess):
        return process.cmdline()
    return []


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    cluster = Cluster(tmp_path_factory.mktemp("cluster"))
    deadline = time.monotonic() + 120
    while not cluster.file.exists():
        assert time.monotonic() < deadline, "no Dask scheduler came up"
        time.sleep(0.1)
    yield cluster
    cluster.close()


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    """What the class leaves behind when this machine grades it."""
    course = make_class(tmp_path_factory.mktemp("here") / "course")
    done = subprocess.run([*COMMAND, "--jobs", "1"], cwd=course, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return left_behind(course)


def graders_of(worker):
    with contextlib.suppress(psutil.NoSuchProcess):
        return [one for one in worker.children() if "autograder.bulk.serve" in _words(one)]
    return []


def test_the_reports_are_those_of_this_machine_though_a_worker_is_killed(cluster, here, tmp_path):
    course = make_class(tmp_path / "course")
    command = [*COMMAND, "--scheduler", str(cluster.file)]
    run = subprocess.Popen(
        command, cwd=course, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    # As soon as one has a hand-in in its hands.
    while not (busy := [one for one in cluster.workers if graders_of(one)]):
        assert run.poll() is None, run.communicate()
        time.sleep(0.05)
    family = graders_of(busy[0])
    busy[0].kill()
    said, complaints = run.communicate()
    assert run.returncode == 0, complaints
    assert f"{len(STUDENTS)} graded" in said
    assert left_behind(course) == here
    psutil.wait_procs(family, timeout=20)
    assert not any(one.is_running() for one in family), "its graders end with a worker"
    cluster.workers = [one for one in cluster.workers if one is not busy[0]]


def start_slow_run(cluster, course):
    """Start a run whose graders never come to an end; return it when they have begun."""
    slow = course / "tests" / "graders" / "adaline" / "reference.py"
    slow.write_text(slow.read_text() + "\nimport time\n\ntime.sleep(600)\n")
    command = [*COMMAND, "--scheduler", str(cluster.file)]
    run = subprocess.Popen(command, cwd=course, stderr=subprocess.PIPE, text=True)
    while not any(graders_of(one) for one in cluster.workers):
        assert run.poll() is None
        time.sleep(0.05)
    return run


def test_ctrl_c_calls_the_workers_back_and_keeps_what_is_done(cluster, tmp_path):
    run = start_slow_run(cluster, make_class(tmp_path / "course"))
    run.send_signal(signal.SIGINT)
    _, said = run.communicate(timeout=60)
    assert run.returncode == 130
    assert "goes on from there" in said
    deadline = time.monotonic() + 30
    while any(graders_of(one) for one in cluster.workers):
        assert time.monotonic() < deadline, "a grader still works for a run that was stopped"
        time.sleep(0.1)


def test_workers_that_would_grade_otherwise_are_refused(cluster, tmp_path, monkeypatch):
    course = load_course(make_class(tmp_path / "course"))
    assignment = course.assignment("adaline")
    monkeypatch.setattr("autograder.bulk.cluster.grader_sha256", lambda *_: "of another engine")
    monkeypatch.setattr("autograder.bulk.cluster.engine", lambda: {"torch": "9.9"})
    crew = DaskCrew(Job(course, assignment, Settings()), str(cluster.file))
    with pytest.raises(ClusterError, match=r"torch is .* there and 9.9 here") as error:
        list(work_off(crew, find(course, assignment), lambda _: None))
    assert "constraints.txt" in error.value.remedy


def test_a_hand_in_whose_graders_always_die_is_broken(cluster, tmp_path):
    course = load_course(make_class(tmp_path / "course"))
    assignment = course.assignment("adaline")
    reference = course.graders_dir(assignment) / "reference.py"
    reference.write_text("import os\nos._exit(9)\n")
    crew = DaskCrew(Job(course, assignment, Settings()), str(cluster.file))
    ((_, report),) = work_off(crew, find(course, assignment, ["ada"]), lambda _: None)
    assert (report.status, report.score) == (Status.BROKEN, None)
    assert "ended with code 9 on" in str(report.checks[0].evidence)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--scheduler", "tcp://127.0.0.1:1"], ["no Dask scheduler answers", "dask scheduler"]),
        (["--scheduler", "nowhere.json"], ["nowhere.json", "tcp://HOST:PORT"]),
        (["--scheduler", "nowhere.json", "--jobs", "2"], ["--jobs", "--nthreads"]),
    ],
)
def test_a_cluster_that_is_not_there_is_said(tmp_path, autograder, options, words, monkeypatch):
    monkeypatch.setenv("DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT", "2s")
    course = make_class(tmp_path / "course")
    done = autograder("grade", "adaline", *options, cwd=course)
    assert done.returncode in (2, 3)
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in " ".join(done.stderr.split())
    assert not (course / "autograded").exists()


def test_without_dask_the_command_says_what_to_install(tmp_path, autograder, monkeypatch):
    (tmp_path / "hide").mkdir()
    hide = "import sys\nsys.modules['distributed'] = None\n"
    (tmp_path / "hide" / "sitecustomize.py").write_text(hide)
    path = [str(tmp_path / "hide"), *filter(None, [os.environ.get("PYTHONPATH")])]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(path))
    course = make_class(tmp_path / "course")
    done = autograder("grade", "adaline", "--scheduler", "tcp://127.0.0.1:1", cwd=course)
    assert done.returncode == 2
    assert "pytorch-autograder[dask]" in done.stderr


def test_a_bundle_holds_one_weeks_graders_and_no_secret(tmp_path):
    course = load_course(make_class(tmp_path / "course"))
    secret = course.model_copy(update={"gradebook": "postgresql://ta:secret@db/book"})
    assignment = course.assignment("adaline")
    bundle = pack(secret, assignment)
    assert name_of(bundle) == name_of(pack(course, assignment)), "content gives the name"
    assert b"secret" not in bundle
    unpacked = unpack(bundle, tmp_path / "there")
    assert grader_sha256(unpacked, unpacked.assignments[0]) == grader_sha256(course, assignment)
    there = {path.relative_to(tmp_path / "there").parts[0:3] for path in _files(tmp_path / "there")}
    assert there == {
        ("course.json",),
        ("release", "adaline", "adaline.ipynb"),
        ("tests", "graders", "adaline"),
    }
    assert [
        one["id"] for one in json.loads((unpacked.root / "course.json").read_bytes())["assignments"]
    ] == ["adaline"]


def _files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_scheduler_that_dies_is_said(cluster, tmp_path):
    # The last test here: it takes the cluster away.
    run = start_slow_run(cluster, make_class(tmp_path / "course"))
    cluster.scheduler.kill()
    _, said = run.communicate(timeout=120)
    assert run.returncode == 3, said
    assert "is gone; what was graded is kept" in " ".join(said.split())
