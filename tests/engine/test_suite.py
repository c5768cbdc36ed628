"""`make test` and `make test-all` leave out no test between them, and CI runs both.

Style, types and layers are looked at here, so that the type checker has one core while tests have
the other.
"""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from folders import ROOT

MAKEFILE = (ROOT / "Makefile").read_text()
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["pytest"]["ini_options"]
LEAVING_OUT = r"(?<![\w-])(-k|--ignore|--ignore-glob|--deselect|--last-failed|--lf)\b"


def target(name):
    """Return what a target of the Makefile needs, and its commands."""
    needed, commands = re.search(rf"^{name}:(.*)\n((?:\t.*\n)+)", MAKEFILE, re.MULTILINE).groups()
    return needed.split(), commands


def selected(commands):
    """Return how pytest is called: all else must be what both calls have."""
    (call,) = re.findall(r"^\t\$\(BIN\)/pytest \$\(SPREAD\) -m (.*)$", commands, re.MULTILINE)
    return call.strip('"')


@pytest.mark.parametrize("command", re.findall(r"\$\(BIN\)/(.*)", target("lint")[1]))
def test_style_types_and_layers_are_as_agreed(command):
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command.split(),
        cwd=ROOT,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_is_not_in_the_one_is_in_the_other_and_ci_runs_both():
    needed, commands = target("test-all")
    assert "test" in needed
    assert selected(commands) == "thorough"
    assert selected(target("test")[1]) == "not thorough"
    assert "make test-all" in (ROOT / ".ci" / "run").read_text().splitlines()


def test_nothing_else_leaves_tests_out():
    everywhere = [SETTINGS["addopts"], MAKEFILE]
    assert not [text for text in everywhere if re.search(LEAVING_OUT, text)]
    assert not re.search(r"(?<!\S)-m\b", SETTINGS["addopts"])
    for path in (ROOT / "tests").rglob("conftest.py"):
        # This one puts tests in order.
        assert not re.search(r"collect_ignore|pytest_ignore_collect|deselect", path.read_text())


def test_every_file_of_tests_lies_where_pytest_looks():
    folders = [ROOT / folder for folder in SETTINGS["testpaths"]]
    files = [*(ROOT / "tests").rglob("test_*.py"), *(ROOT / "tests").rglob("*_test.py")]
    assert [one for one in files if not any(map(one.is_relative_to, folders))] == []


def test_those_that_are_begun_first_exist():
    longest = re.search(r"^LONGEST = \((.*?)^\)", (ROOT / "tests/engine/conftest.py").read_text(),
                        re.MULTILINE | re.DOTALL)[1]  # fmt: skip
    names = re.findall(r'"(.*?)"', longest)
    assert names
    assert [name for name in names if not (ROOT / "tests/engine" / name).exists()] == []
