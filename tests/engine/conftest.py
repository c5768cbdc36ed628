"""What engine tests share: a course folder to change, and the command line as users run it."""

import subprocess
import sys
from pathlib import Path

import pytest
from folders import copy_course


@pytest.fixture
def course_folder(tmp_path):
    """A course folder of one's own, as released, with nothing handed in."""
    return copy_course(tmp_path / "course")


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
