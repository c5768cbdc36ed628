"""What engine tests share: a copy of the course to change, and the command line as a user runs it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COURSE_PARTS = ("course.yml", "nbgrader_config.py", "source", "release", "solutions", "tests")


@pytest.fixture
def course_folder(tmp_path):
    """A course folder of one's own, as released, with nothing handed in."""
    return copy_course(tmp_path / "course")


def copy_course(folder):
    """Copy what makes a course folder to `folder`, and return it."""
    folder.mkdir(parents=True)
    for name in COURSE_PARTS:
        part = ROOT / name
        if part.is_dir():
            shutil.copytree(part, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(part, folder / name)
    return folder


@pytest.fixture
def autograder():
    """Run the command line in a folder; returns the finished process with its text."""

    def run(*arguments, cwd, timeout=300):
        return subprocess.run(
            [str(Path(sys.executable).parent / "autograder"), *map(str, arguments)],
            cwd=cwd,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )

    return run
