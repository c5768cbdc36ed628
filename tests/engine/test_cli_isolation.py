"""`autograder grade --isolation`: refused with the remedy, loud where there is none, recorded."""

import json

import pytest
from docker_on_path import FakeDocker
from test_cli import report_of, submit

from autograder.course import load_course
from autograder.grading.reports import Finished
from autograder.model import Isolation, Settings
from autograder.notebooks.submissions import find

LOUD = "WARNING: --isolation none: every hand-in runs with all your rights"
LOUD_AFTER = "WARNING: graded without isolation"


@pytest.fixture
def docker(tmp_path, monkeypatch):
    return FakeDocker(tmp_path / "docker", monkeypatch)


def refused(done, folder):
    """Return what was said, in one line, by a command that must not have begun."""
    assert done.returncode == 3, done.stdout + done.stderr
    assert not (folder / "autograded").exists()
    assert not (folder / "gradebook.db").exists()
    assert "Traceback" not in done.stderr
    return " ".join(done.stderr.split())


@pytest.mark.parametrize(
    ("isolation", "words"),
    [
        ("bubblewrap", ["bubblewrap is not installed", "apt install bubblewrap"]),
        ("container", ["neither docker nor podman is installed", "podman.io"]),
    ],
)
def test_without_the_programs_it_refuses_and_never_falls_back(
    autograder, course_folder, monkeypatch, tmp_path, isolation, words
):
    submit(course_folder, "ada")
    monkeypatch.setenv("PATH", str(tmp_path / "nothing here"))
    done = autograder("grade", "adaline", "--isolation", isolation, cwd=course_folder)
    said = refused(done, course_folder)
    for word in [*words, "remedy: ", "autograder doctor"]:
        assert word in said


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ("daemon", ["docker does not answer: Cannot connect", "systemctl start docker"]),
        ("image", ["docker has no image autograder-worker:", "docker build -t autograder-worker:"]),
    ],
)
def test_an_engine_that_cannot_serve_is_named_with_the_remedy(
    autograder, course_folder, docker, broken, words
):
    submit(course_folder, "ada")
    docker.break_(broken)
    done = autograder("grade", "adaline", "--isolation", "container", cwd=course_folder)
    said = refused(done, course_folder)
    for word in words:
        assert word in said


@pytest.mark.thorough
def test_without_isolation_it_warns_before_and_after_and_the_report_counts_for_nothing(
    autograder, course_folder
):
    submit(course_folder, "ada")
    done = autograder("grade", "adaline", "--isolation", "none", cwd=course_folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr.index(LOUD) < done.stderr.index(LOUD_AFTER)
    report = report_of(course_folder, "ada")
    assert (report["isolation"], report["score"]) == ("none", 100.0)

    course = load_course(course_folder)
    assignment = course.assignment("adaline")
    (submission,) = find(course, assignment)
    for isolation in Isolation:
        found = Finished(course, assignment, Settings(isolation=isolation)).report(submission)
        assert (found is not None) == (isolation is Isolation.NONE)


def test_a_submission_is_graded_over_the_stdio_of_a_container(autograder, course_folder, docker):
    submit(course_folder, "ada")
    submit(course_folder, "open", course_folder / "release" / "adaline" / "adaline.ipynb")
    flags = ["--isolation", "container", "--seed", "7", "--jobs", "1", "--device", "cpu"]
    done = autograder("grade", "adaline", *flags, cwd=course_folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert LOUD not in done.stderr
    ada = report_of(course_folder, "ada")
    assert (ada["isolation"], ada["status"], ada["score"]) == ("container", "pass", 100.0)
    assert report_of(course_folder, "open")["score"] == 0.0
    notebook = json.loads((course_folder / "autograded/ada/adaline/adaline.ipynb").read_text())
    assert any(
        "image/png" in output.get("data", {})
        for cell in notebook["cells"]
        for output in cell.get("outputs", [])
    )
    runs = [words for words in docker.commands() if words[0] == "run"]
    assert len(runs) == 1, "one container for both"
