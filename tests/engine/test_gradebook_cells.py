"""A new gradebook holds of each release what nbgrader itself would save, and imports little."""

import sqlite3
import subprocess
import sys

import nbformat
import pytest
from folders import ROOT
from known_set import COURSE, WEEKS, a_week_and_the_others

from autograder.gradebook import GradebookWriter, cells

TABLES = {
    "notebook": "name, kernelspec",
    "base_cell": "name, type",
    "grade_cells": "max_score, cell_type",
    "solution_cells": "1",
    "task_cells": "max_score, cell_type",
    "source_cell": "name, cell_type, locked, source, checksum",
}


def prepared(folder, week):
    """Return the rows of a fresh gradebook in which a week was prepared, without their ids."""
    course = COURSE.model_copy(update={"gradebook": f"sqlite:///{folder / 'gradebook.db'}"})
    with GradebookWriter(course) as gradebook:
        gradebook.prepare(week)
    book = sqlite3.connect(folder / "gradebook.db")
    rows = {
        table: sorted(book.execute(f"SELECT {columns} FROM {table}"), key=repr)
        for table, columns in TABLES.items()
    }
    book.close()
    return rows


@pytest.mark.parametrize("week", a_week_and_the_others())
def test_the_cells_are_those_that_nbgrader_saves(week, tmp_path, monkeypatch):
    week = WEEKS[week]
    (tmp_path / "ours").mkdir()
    (tmp_path / "nbgraders").mkdir()
    ours = prepared(tmp_path / "ours", week)
    monkeypatch.setattr(cells, "put", lambda *_: False)
    assert ours == prepared(tmp_path / "nbgraders", week)
    assert len(ours["grade_cells"]) == len(week.tasks)
    assert len(ours["source_cell"]) > 2 * len(week.tasks)


def test_what_is_saved_is_known_again_and_a_change_is_seen(tmp_path):
    week = WEEKS["adaline"]
    release = nbformat.read(COURSE.release_notebook(week), as_version=4)
    prepared(tmp_path, week)
    course = COURSE.model_copy(update={"gradebook": f"sqlite:///{tmp_path / 'gradebook.db'}"})
    with GradebookWriter(course) as gradebook:
        assert cells.put(gradebook._db, week, release)
        locked = next(c for c in release.cells if c.metadata.get("nbgrader", {}).get("locked"))
        locked.source += "\n# changed"
        assert not cells.put(gradebook._db, week, release)


@pytest.mark.thorough
def test_neither_nbconvert_nor_a_web_server_is_loaded_for_it(tmp_path):
    program = f"""
import sys
import autograder.gradebook
from autograder.course import load_course
from pathlib import Path
course = load_course(Path({str(ROOT)!r}))
course = course.model_copy(update={{"gradebook": "sqlite:///{tmp_path / "gradebook.db"}"}})
with autograder.gradebook.GradebookWriter(course) as gradebook:
    gradebook.prepare(course.assignment("adaline"))
print({{"nbconvert", "jupyter_server", "tornado.web"}} & set(sys.modules))
import nbgrader.apps, nbgrader
print(nbgrader.__version__, callable(nbgrader._jupyter_server_extension_points))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    first, second = done.stdout.splitlines()
    assert first == "set()"
    version, extensions = second.split()
    assert version.startswith("0.")
    assert extensions == "True"
