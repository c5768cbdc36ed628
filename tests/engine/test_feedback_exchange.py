"""nbgrader's own exchange hands the pages out: submit, collect, feedback, release, fetch."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from test_feedback import full_marks, page, pages, save

from autograder.course import load_course

NBGRADER = str(Path(sys.executable).parent / "nbgrader")


@pytest.fixture
def course(course_folder):
    """A course whose exchange, and whose students' home, lie beside it."""
    exchange = course_folder.parent / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)
    with (course_folder / "nbgrader_config.py").open("a") as config:
        config.write(f"\nc.Exchange.root = {str(exchange)!r}\n")
    return load_course(course_folder)


def nbgrader(course, *arguments, cwd=None):
    """Run an nbgrader command as the one user of this test, with a home of its own."""
    home = course.root.parent / "home"
    home.mkdir(exist_ok=True)
    done = subprocess.run(
        [NBGRADER, *arguments, f"--config={course.root / 'nbgrader_config.py'}"],
        cwd=cwd or course.root,
        env={**os.environ, "HOME": str(home), "JUPYTER_CONFIG_DIR": str(home / "jupyter")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_release_feedback_hands_the_pages_out(course, tmp_path):
    nbgrader(course, "release_assignment", "adaline", "--force")
    student = tmp_path / "student"
    student.mkdir()
    nbgrader(course, "fetch_assignment", "adaline", cwd=student)
    nbgrader(course, "submit", "adaline", cwd=student)
    nbgrader(course, "collect", "adaline")
    (handed_in,) = course.submitted_dir.iterdir()
    save(course, full_marks(course, handed_in.name))
    # Somebody whose hand-in came another way must not keep the page from this student.
    save(course, full_marks(course, "a-guest"))
    assert len(pages(course)) == 2

    said = nbgrader(course, "release_feedback", "adaline")
    assert said.count("Feedback released to") == 2
    nbgrader(course, "fetch_feedback", "adaline", cwd=student)
    (fetched,) = student.glob("adaline/feedback/*/adaline.html")
    assert fetched.read_text() == page(course, handed_in.name)
