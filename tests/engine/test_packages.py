"""Packages: what a course promises is there before anything is graded; nothing is installed."""

import tomllib
from importlib.util import find_spec

import pytest
from folders import ROOT

from autograder.cli.isolation import isolated
from autograder.course import load_course
from autograder.course.schema import Execution
from autograder.errors import CourseError, UsageError
from autograder.model import Isolation
from autograder.worker.packages import installs


def test_every_file_that_is_no_code_is_installed_with_the_engine():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]
    installed = {
        path
        for package, patterns in settings["package-data"].items()
        for pattern in patterns
        for path in (ROOT / package.replace(".", "/")).glob(pattern)
    }
    data = {path for path in (ROOT / "autograder").rglob("*.*") if path.is_file()}
    data = {path for path in data if path.suffix != ".py" and path.parent.name != "__pycache__"}
    assert data - installed == set()


def test_the_usual_packages_are_promised_and_there():
    assert Execution().packages == ("scipy", "pandas", "seaborn", "tqdm")
    assert all(find_spec(name) for name in Execution().packages)


@pytest.mark.parametrize("isolation", [Isolation.NONE, Isolation.BUBBLEWRAP])
def test_without_what_is_promised_nothing_is_graded(isolation):
    promised = isolated(isolation, ["json", "no_such", "nor_this"])
    with pytest.raises(UsageError, match="no_such, nor_this") as caught, promised:
        raise AssertionError
    assert "pip install no_such nor_this" in caught.value.remedy
    with isolated(isolation, ["no_such"], elsewhere=True):
        pass


def test_what_is_no_modules_name_is_named_with_its_line(course_folder):
    path = course_folder / "course.yml"
    path.write_text(path.read_text().replace("packages: [scipy,", "packages: [scipy>=1.11,"))
    with pytest.raises(CourseError, match=r"course\.yml:\d+: .*scipy>=1\.11") as caught:
        load_course(course_folder)
    assert "behind `import`" in str(caught.value)


@pytest.mark.parametrize(
    "command",
    [
        "pip install pandas", "pip3 install -q x", "python -m pip install x", "pip",
        "/usr/bin/python3.11 -m pip install x", "sudo pip install x", "conda install -y x",
        "uv pip install x", " pip install --upgrade pip",
    ],
)  # fmt: skip
def test_a_command_that_would_install_is_answered_at_once(command, capsys):
    assert installs(command)
    assert "Nothing is installed" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["ls", "echo pip install x", "piper x", "python -m timeit"])
def test_other_commands_are_left_alone(command, capsys):
    assert not installs(command)
    assert capsys.readouterr().out == ""
