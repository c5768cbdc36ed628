"""A real Dask cluster on this machine: the same reports as here, also when a worker is killed.

All but one test have it grade with stubs (stubbed.py): how hand-ins are shared out needs no torch.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from graded import SEED, STUDENTS, left_behind, make_class
from stubbed import PATIENCE, Gate, environment, gone, heeding, order, wait_for, words

from autograder.course import load_course
from autograder.errors import ClusterError
from autograder.grading.fingerprint import deciding
from autograder.model import Settings, Status
from autograder.notebooks.submissions import find
from autograder.runs.crews.bundle import name_of, pack, unpack
from autograder.runs.crews.cluster import DaskCrew
from autograder.runs.crews.crew import Job, work_off

pytestmark = pytest.mark.thorough

PROGRAMS = Path(sys.executable).parent
COMMAND = [PROGRAMS / "autograder", "grade", "adaline", "--seed", str(SEED), "--device", "cpu"]


class Cluster:
    """A scheduler and workers of one thread each, as processes."""

    def __init__(self, folder, workers, variables=()):
        self.file = folder / "scheduler.json"
        self._folder = folder
        self._environment = os.environ | dict(variables)
        self._processes = []
        here = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        self.scheduler = self._start("scheduler", *here)
        alone = ("--nthreads", "1", "--no-nanny", "--no-dashboard")
        self.workers = [self._start("worker", *alone) for _ in range(workers)]

    def _start(self, what, *options):
        command = [PROGRAMS / "dask", what, *options, "--scheduler-file", self.file]
        if what == "worker":
            command += ["--local-directory", self._folder]
        log = (self._folder / f"{what}.log").open("ab")
        with log:
            process = psutil.Popen(
                list(map(str, command)),
                stdout=log,
                stderr=log,
                cwd=self._folder,
                env=self._environment,
            )
        self._processes.append(process)
        return process

    def close(self):
        for process in self._processes:
            process.kill()
            process.wait()


@contextlib.contextmanager
def cluster_of(folder, workers, variables=()):
    cluster = Cluster(folder, workers, variables)
    try:
        wait_for(cluster.file.exists, "a Dask scheduler came up")
        yield cluster
    finally:
        cluster.close()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """Two workers whose graders are stubs."""
    folder = tmp_path_factory.mktemp("cluster")
    (folder / "orders").mkdir()
    with cluster_of(folder, 2, environment(folder / "orders")) as cluster:
        yield cluster


@pytest.fixture
def orders(cluster):
    """The folder in which the stubs look for what to do, empty again after each test."""
    folder = cluster.file.with_name("orders")
    yield folder
    for left in folder.iterdir():
        left.unlink()


def grade_here(course, **variables):
    """Return what the class leaves behind when this machine grades it."""
    done = subprocess.run(
        [*COMMAND, "--jobs", "1"],
        cwd=course,
        env=os.environ | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return left_behind(course)


def start_on(cluster, course):
    """Start a run on a cluster, as from a terminal."""
    return subprocess.Popen(
        heeding([*COMMAND, "--scheduler", cluster.file]),
        cwd=course,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def graders_of(worker):
    with contextlib.suppress(psutil.NoSuchProcess):
        return [one for one in worker.children() if "autograder.runs.crews.serve" in words(one)]
    return []


@contextlib.contextmanager
def held(cluster, orders, course):
    """Start a run whose graders are held; yield it once one of them has its hand-in."""
    gates = [Gate(orders, student) for student in STUDENTS]
    run = start_on(cluster, course)
    try:
        wait_for(
            lambda: run.poll() is not None or any(gate.reached() for gate in gates),
            "a grader has a hand-in",
        )
        assert run.poll() is None, run.communicate()
        yield run
    except BaseException:
        run.kill()
        raise
    finally:
        for gate in gates:
            gate.open()


def test_with_torch_the_reports_are_those_of_this_machine(tmp_path):
    there = make_class(tmp_path / "there")
    with cluster_of(tmp_path, 1) as cluster, start_on(cluster, there) as run:
        here = grade_here(make_class(tmp_path / "here"))
        _, complaints = run.communicate(timeout=PATIENCE)
        assert run.returncode == 0, complaints
    assert left_behind(there) == here
    assert b"image/png" in here[1]["ada/adaline/adaline.ipynb"]


def test_the_reports_are_those_of_this_machine_though_a_worker_is_killed(cluster, orders, tmp_path):
    course = make_class(tmp_path / "course")
    with held(cluster, orders, course) as run:
        killed = next(one for one in cluster.workers if graders_of(one))
        family = graders_of(killed)
        killed.kill()
        gone(family)
    said, complaints = run.communicate(timeout=PATIENCE)
    assert run.returncode == 0, complaints
    assert f"{len(STUDENTS)} graded" in said
    here = grade_here(make_class(tmp_path / "here"), **environment(orders))
    assert left_behind(course) == here
    cluster.workers.remove(killed)


def test_ctrl_c_calls_the_workers_back_and_keeps_what_is_done(cluster, orders, tmp_path):
    with held(cluster, orders, make_class(tmp_path / "course")) as run:
        run.send_signal(signal.SIGINT)
        _, said = run.communicate(timeout=PATIENCE)
        assert run.returncode == 130
        assert "does what is left" in said
        wait_for(
            lambda: not any(graders_of(one) for one in cluster.workers),
            "no grader works for a run that was stopped",
        )


def test_workers_that_would_grade_otherwise_are_refused(cluster, tmp_path, monkeypatch):
    course = load_course(make_class(tmp_path / "course"))
    assignment = course.assignment("adaline")
    monkeypatch.setattr(
        "autograder.runs.crews.cluster.grader_sha256", lambda *_: "of another engine"
    )
    monkeypatch.setattr("autograder.runs.crews.cluster.engine", lambda: {"torch": "9.9"})
    crew = DaskCrew(Job(course, assignment, Settings()), str(cluster.file))
    with pytest.raises(ClusterError, match=r"torch is .* there and 9.9 here") as error:
        list(work_off(crew, find(course, assignment), lambda _: None))
    assert "constraints.txt" in error.value.remedy


def test_a_submission_whose_graders_always_die_is_broken(cluster, orders, tmp_path):
    course = load_course(make_class(tmp_path / "course"))
    assignment = course.assignment("adaline")
    order(orders, "ada", "die")
    crew = DaskCrew(Job(course, assignment, Settings()), str(cluster.file))
    ((_, report),) = work_off(crew, find(course, assignment, ["ada"]), lambda _: None)
    assert (report.status, report.score) == (Status.BROKEN, None)
    assert "ended with code 9 on" in str(report.checks[0].evidence)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--scheduler", "nowhere.json"], ["nowhere.json", "tcp://HOST:PORT"]),
        (["--scheduler", "nowhere.json", "--jobs", "2"], ["--jobs", "--nthreads"]),
    ],
)
def test_a_cluster_that_is_not_there_is_said(tmp_path, autograder, options, words):
    course = make_class(tmp_path / "course")
    done = autograder("grade", "adaline", *options, cwd=course)
    assert done.returncode in (2, 3)
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in " ".join(done.stderr.split())
    assert not (course / "autograded").exists()


def test_a_scheduler_that_does_not_answer_is_said(tmp_path, monkeypatch):
    # Not by the command, which is as patient as a slow network needs.
    monkeypatch.setattr("autograder.runs.crews.cluster._CONNECT_SECONDS", 0.5)
    course = load_course(make_class(tmp_path / "course"))
    job = Job(course, course.assignment("adaline"), Settings())
    with pytest.raises(ClusterError, match="no Dask scheduler answers at tcp") as error:
        DaskCrew(job, "tcp://127.0.0.1:1")
    assert error.value.exit_code == 3
    assert "dask scheduler" in error.value.remedy


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
    assert deciding(unpacked, unpacked.assignments[0]) == deciding(course, assignment)
    there = {path.relative_to(tmp_path / "there").parts[0:3] for path in _files(tmp_path / "there")}
    assert there == {
        ("course.json",),
        ("release", "adaline", "adaline.ipynb"),
        ("source", "adaline", "public_checks.py"),
        ("tests", "graders", "adaline"),
    }
    assert [
        one["id"] for one in json.loads((unpacked.root / "course.json").read_bytes())["assignments"]
    ] == ["adaline"]


def _files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_scheduler_that_dies_is_said(cluster, orders, tmp_path):
    # The last test here: it takes the cluster away.
    with held(cluster, orders, make_class(tmp_path / "course")) as run:
        cluster.scheduler.kill()
        _, said = run.communicate(timeout=PATIENCE)
        assert run.returncode == 3, said
        assert "is gone; what was graded is kept" in " ".join(said.split())
