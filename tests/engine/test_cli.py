"""The command line as a user meets it: help, exit codes, and words for what is wrong."""

import json
import re
import shutil
import subprocess
import sys

import pytest
from folders import ROOT
from stubbed import environment
from typer.testing import CliRunner

from autograder.cli.commands import app


def submit(folder, student, source=None):
    """Put a notebook (default: the solution) where `student` would hand it in."""
    target = folder / "submitted" / student / "adaline" / "adaline.ipynb"
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source or folder / "solutions" / "adaline" / "adaline.ipynb", target)
    return target


def report_of(folder, student):
    return json.loads((folder / "autograded" / student / "adaline" / "report.json").read_bytes())


def test_every_command_has_help_and_is_in_the_readme(autograder):
    listed = autograder("--help", cwd=ROOT)
    assert listed.returncode == 0
    commands = re.findall(r"^  (\w+)  ", listed.stdout.split("Commands:")[1], re.MULTILINE)
    assert {"release", "grade", "status"} <= set(commands)
    readme = (ROOT / "README.md").read_text()
    for command in commands:
        assert CliRunner().invoke(app, [command, "--help"]).exit_code == 0
        assert f"autograder {command}" in readme, f"README does not say how to use {command}"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["grade", "adalin"], ["adalin", "adaline"]),
        (["grade", "adaline"], ["no hand-in", "submitted/<student>/adaline/adaline.ipynb"]),
        (["release"], ["--all"]),
        (["release", "--week", "9"], ["week 9"]),
        (["grade", "adaline", "--device", "tpu"], ["tpu"]),
        (["grade"], ["ASSIGNMENT"]),
    ],
)
def test_wrong_use_exits_2_and_names_the_remedy(autograder, course_folder, arguments, words):
    done = autograder(*arguments, cwd=course_folder)
    assert done.returncode == 2
    said = " ".join(done.stderr.split())
    for word in words:
        assert word in said
    assert "Traceback" not in done.stderr


def test_a_draft_is_not_graded(autograder, course_folder):
    path = course_folder / "course.yml"
    path.write_text(path.read_text().replace("    week: 1\n", "    week: 1\n    draft: true\n", 1))
    done = autograder("grade", "gradient-descent", cwd=course_folder)
    assert done.returncode == 2
    assert "draft" in done.stderr
    status = autograder("status", cwd=course_folder).stdout
    assert "gradient-descent" not in "".join(re.findall("^next: .*$", status, re.MULTILINE))


def test_an_audit_says_at_once_where_it_could_not_write(autograder, course_folder):
    done = autograder("audit", "--json", "/dev/null/audit.json", cwd=course_folder)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("error: /dev/null/audit.json: it cannot be written: ")


def test_outside_a_course_it_says_so(autograder, tmp_path):
    done = autograder("status", cwd=tmp_path)
    assert done.returncode == 2
    assert "course.yml" in done.stderr


def test_a_wrong_key_in_course_yml_is_named_with_its_line(autograder, course_folder):
    path = course_folder / "course.yml"
    lines = path.read_text().splitlines()
    number = next(i for i, line in enumerate(lines, 1) if line.strip() == "memory_mb: 1024")
    lines[number - 1] = lines[number - 1].replace("memory_mb", "memory_nb")
    path.write_text("\n".join(lines))
    done = autograder("--course", course_folder, "status", cwd="/")
    assert done.returncode == 2
    assert f"course.yml:{number}" in done.stderr.replace("\n", "")
    assert "memory_mb" in done.stderr


@pytest.mark.parametrize("behind", [True, False])
def test_the_course_may_stand_behind_the_command(autograder, course_folder, behind):
    words = ["--course", course_folder] if behind else [f"--course={course_folder}"]
    done = autograder("status", "--json", *words, cwd="/")
    assert done.returncode == 0, done.stderr
    assert "adaline" in done.stdout


def test_grade_writes_reports_and_is_resumed_and_forced(
    autograder, course_folder, tmp_path, monkeypatch
):
    submit(course_folder, "ada")
    submit(course_folder, "open", course_folder / "release" / "adaline" / "adaline.ipynb")
    first = autograder("grade", "adaline", "--seed", 7, cwd=course_folder)
    assert first.returncode == 0, first.stdout + first.stderr
    ada, unsolved = report_of(course_folder, "ada"), report_of(course_folder, "open")
    assert (ada["score"], ada["status"], ada["seed"], ada["format"]) == (100.0, "pass", 7, 1)
    assert unsolved["score"] == 0.0
    assert {check["diagnosis"] for check in unsolved["checks"]} >= {"stub-left"}
    assert "still open" in first.stdout
    failed = {check["title"] for check in unsolved["checks"] if check["status"] == "error"}
    for check in unsolved["checks"]:
        if check["status"] == "skipped":
            assert re.search("since it needs “(.*)”", check["message"])[1] in failed

    notebook = (course_folder / "autograded/ada/adaline/adaline.ipynb").read_text()
    assert '"image/png"' in notebook, "the loss plot is where a TA looks for it"

    # From here on a stub would grade: what it graded shows.
    for name, value in environment(tmp_path).items():
        monkeypatch.setenv(name, value)
    again = autograder("grade", "adaline", cwd=course_folder)
    assert "2 hand-ins" in again.stdout
    assert "2 were graded before" in again.stdout
    assert report_of(course_folder, "ada") == ada, "what has not changed is not graded again"

    forced = autograder("grade", "adaline", "ada", "--force", "--seed", 8, cwd=course_folder)
    assert forced.returncode == 0
    ada = report_of(course_folder, "ada")
    assert (ada["checks"][0]["name"], ada["score"], ada["seed"]) == ("test_stub", 100.0, 8)
    assert report_of(course_folder, "open") == unsolved, "it was not asked for"


@pytest.mark.thorough
def test_graders_that_do_not_fit_course_yml_are_refused(autograder, course_folder):
    submit(course_folder, "ada")
    definition = course_folder / "source/adaline/public_checks.py"
    definition.write_text(definition.read_text().replace('"values": 8', '"values": 9'))
    done = autograder("grade", "adaline", cwd=course_folder)
    assert done.returncode == 2
    assert "grad_call" in done.stderr
    assert "21 points" in done.stderr


def test_graders_that_cannot_be_collected_are_ours_and_named(autograder, course_folder):
    submit(course_folder, "ada")
    graders = course_folder / "tests/graders/adaline"
    (graders / "test_grad_call.py").write_text("def broken(:\n")
    (graders / "test_linear_model.py").write_text("import nothing_of_this\n")
    done = autograder("grade", "adaline", cwd=course_folder)
    assert done.returncode == 2
    for word in ("test_grad_call.py", "SyntaxError", "test_linear_model.py", "nothing_of_this"):
        assert word in done.stderr
    assert not (course_folder / "autograded").exists()


def test_a_bug_in_a_check_withholds_the_score_and_exits_3(autograder, course_folder):
    submit(course_folder, "ada")
    grader = course_folder / "tests/graders/adaline/test_grad_call.py"
    grader.write_text(
        grader.read_text().replace("truth=reference.negative_gradients", "truth=lambda _: 1 / 0", 1)
    )
    done = autograder("grade", "adaline", cwd=course_folder)
    assert done.returncode == 3, done.stdout + done.stderr
    report = report_of(course_folder, "ada")
    assert (report["status"], report["score"]) == ("broken", None)
    by_task = {task["id"]: task["score"] for task in report["tasks"]}
    assert by_task["grad_call"] is None
    assert by_task["manual_gradient"] == 30.0, "the other tasks keep their points"
    assert "withheld" in done.stdout


@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)])
def test_any_command_that_is_stopped_says_so_in_one_line(name, code):
    """From the first import on, whatever is running."""
    program = (
        "import os, signal, sys, autograder.cli as cli\n"
        f"signal.signal(signal.{name}, signal.SIG_DFL)\n"  # however this was started
        "assert not [name for name in ('rich', 'typer') if name in sys.modules]\n"
        f"cli._run = lambda _: os.kill(os.getpid(), signal.{name})\n"
        "cli.main()\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    said = "stopped; nothing is half-written, and the same command does what is left\n"
    assert (done.returncode, done.stderr) == (code, said)


def test_the_commands_are_there_before_anything_that_is_slow_to_import():
    program = (
        "import sys, autograder.cli.commands\n"
        "slow = ('nbgrader', 'nbformat', 'sqlalchemy', 'torch', 'pygments', 'jinja2', 'numpy')\n"
        "print([name for name in slow if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout == "[]\n", done.stderr


def test_a_check_takes_torch_into_the_notebooks_process_alone():
    program = (
        "import sys, autograder.cli.check_show, autograder.preflight.run\n"
        "print([name for name in ('torch', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout == "[]\n", done.stderr
