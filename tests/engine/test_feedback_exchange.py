"""nbgrader's own exchange hands the pages out: submit, collect, feedback, release, fetch."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from test_feedback import full_marks, page, pages, save

from autograder.course import load_course

pytestmark = pytest.mark.thorough

NBGRADER = str(Path(sys.executable).parent / "nbgrader")


@pytest.fixture
def course(course_folder, tmp_path):
    """A course whose exchange lies beside it, with the assignment released there."""
    exchange = tmp_path / "exchange"
    shared = exchange / "pytorch"
    (shared / "inbound").mkdir(parents=True)
    for folder, mode in ((exchange, 0o777), (shared / "inbound", 0o733)):
        folder.chmod(mode)
    shutil.copytree(course_folder / "release", shared / "outbound")
    with (course_folder / "nbgrader_config.py").open("a") as config:
        config.write(f"\nc.Exchange.root = {str(exchange)!r}\n")
    return load_course(course_folder)


@pytest.fixture
def student(course, tmp_path):
    """A student's folder with the assignment in it, configured for the same exchange."""
    folder = tmp_path / "student"
    shutil.copytree(
        course.release_notebook(course.assignment("adaline")).parent, folder / "adaline"
    )
    (folder / "nbgrader_config.py").write_text(
        "c = get_config()\n"
        f"c.CourseDirectory.course_id = {course.id!r}\n"
        f"c.Exchange.root = {str(tmp_path / 'exchange')!r}\n"
    )
    return folder


def nbgrader(folder, *arguments):
    """Run an nbgrader command in a folder; return what it said."""
    home = folder.parent / "home"
    home.mkdir(exist_ok=True)
    own = {
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": f"{home}/jupyter",
        "JUPYTER_DATA_DIR": f"{home}",
    }
    done = subprocess.run(
        [NBGRADER, *arguments],
        cwd=folder,
        env={**os.environ, **own},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_release_feedback_hands_the_pages_out(course, student):
    nbgrader(student, "submit", "adaline")
    nbgrader(course.root, "collect", "adaline")
    (submitted,) = course.submitted_dir.iterdir()
    save(course, full_marks(course, submitted.name))
    # Somebody whose hand-in came another way must not keep the page from this student.
    save(course, full_marks(course, "a-guest"))
    assert len(pages(course)) == 2

    said = nbgrader(course.root, "release_feedback", "adaline")
    assert said.count("Feedback released to") == 2
    nbgrader(student, "fetch_feedback", "adaline")
    (fetched,) = student.glob("adaline/feedback/*/adaline.html")
    assert fetched.read_text() == page(course, submitted.name)
