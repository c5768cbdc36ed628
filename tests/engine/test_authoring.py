"""docs/authoring.md, done as it says: its files written, its patches applied, its commands run."""

import inspect
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from folders import ROOT

from autograder.kit import Evaluation, Loop, Modules, Values
from autograder.kit.hidden import Trainer
from autograder.kit.hidden.descent import Settings

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COURSE = """\
id: walk
title: A course to write a week for
term: Now
timezone: Europe/Berlin
execution: {device: cpu}
assignments: [] # none yet
"""


def run(command, folder, text=""):
    """Run a command of the page in the course; return its exit code and what it printed."""
    here = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        shlex.split(command),
        cwd=folder,
        env={**os.environ, "PATH": here, "COLUMNS": "200"},  # no line of a table is folded
        input=text,
        capture_output=True,
        text=True,
        timeout=3600,  # then it hangs, however slow the machine is
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def plain(line, folder):
    """Return a line as the page shows it: no path of this machine, no columns."""
    return " ".join(line.replace(f"{folder}/", "").split()).removeprefix("momentum ")


def keywords(function):
    """Return the names of the arguments that a function takes by name alone."""
    return {
        name
        for name, one in inspect.signature(function).parameters.items()
        if one.kind is one.KEYWORD_ONLY
    }


@pytest.mark.parametrize("kind", [Values, Loop, Evaluation, Modules])
def test_the_page_names_what_a_kind_takes_and_its_checks(kind):
    page = (ROOT / "docs" / "authoring.md").read_text()
    named = set(re.findall(r"`(\w+)`", page))
    taken = set().union(*(keywords(base.__init__) for base in kind.__mro__[:-1]))
    methods = (name for name in dir(kind) if name.startswith("_"))
    checks = {name[1:] for name in methods if hasattr(getattr(kind, name), "usual")}
    assert {*taken, *checks} - {"untold"} <= named


def test_the_trainer_of_the_page_is_one():
    page = (ROOT / "docs" / "authoring.md").read_text()
    (text,) = re.findall(r"^TRAINER = Trainer\((.*?)^\)", page, re.MULTILINE | re.DOTALL)
    assert set(re.findall(r"^    (\w+)=", text, re.MULTILINE)) <= keywords(Trainer.__init__)
    changes = re.findall(r'\("\S+-missing", \{"(\w+)"', page)
    assert len(changes) == 2
    assert set(changes) <= set(inspect.signature(Settings).parameters)


@pytest.mark.thorough
def test_the_page_is_true(tmp_path):
    (tmp_path / "course.yml").write_text(COURSE)
    commands = 0
    for kind, text in BLOCK.findall((ROOT / "docs" / "authoring.md").read_text()):
        if kind == "console":
            command, *shown = text.splitlines()
            code, said = run(command.removeprefix("$ "), tmp_path)
            short = any(line.startswith("the course falls short") for line in shown)
            assert code == int(short), f"{command}\n{said}"
            lines = {plain(line, tmp_path) for line in said.splitlines()}
            assert set(shown) <= lines, f"{command}\n{said}"
            commands += 1
        elif kind in ("python", "toml"):
            head, content = text.split("\n", 1)
            (tmp_path / head.removeprefix("# ")).write_text(content)
        else:
            assert kind == "diff"
            code, said = run("git apply --unidiff-zero -", tmp_path, text)
            assert code == 0, said
    assert commands == 12
    # All of the page together still holds.
    code, said = run("autograder audit momentum --seeds 1", tmp_path)
    assert code == 0, said
