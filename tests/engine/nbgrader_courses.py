"""Courses of nbgrader for tests of the import: its own, and small ones made of cells."""

import json
import shutil
from pathlib import Path

import nbgrader

GUIDE = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide"
COURSE = """\
id: drill
title: A course to import into
term: Now
timezone: Europe/Berlin
execution: {device: cpu}
feedback: {before_due: full}
assignments: [] # none yet
"""


def course_folder(folder):
    """Make an empty course."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "course.yml").write_text(COURSE)
    return folder


def quickstart(folder, *, autotest=False):
    """Lay out what `nbgrader quickstart` does, without its seconds: the same files, one config."""
    shutil.copytree(
        GUIDE / "source" / ("ps1_autotest" if autotest else "ps1"), folder / "source/ps1"
    )
    shutil.copy(GUIDE / "source" / "header.ipynb", folder / "source")
    shutil.copy(GUIDE / "autotests.yml", folder)
    config = 'c = get_config()\nc.IncludeHeaderFooter.header = "source/header.ipynb"\n'
    (folder / "nbgrader_config.py").write_text(config)
    return folder


def cell(source, grade_id=None, *, kind="code", schema=3, **marks):
    """Return one cell as JSON; `marks` are nbgrader's, and none is given for a plain cell."""
    made = {"cell_type": kind, "metadata": {}, "source": source}
    if kind == "code":
        made |= {"execution_count": None, "outputs": []}
    if grade_id is not None:
        flags = {"grade": False, "solution": False, "locked": False, **marks}
        made["metadata"]["nbgrader"] = {**flags, "grade_id": grade_id, "schema_version": schema}
    return made


def answer(source, grade_id, **more):
    return cell(source, grade_id, solution=True, **more)


def checked(source, grade_id, worth=1, **more):
    return cell(source, grade_id, grade=True, locked=True, points=worth, **more)


def assignment(folder, *cells, name="hw", notebook="hw", **metadata):
    """Write an assignment of one notebook into an nbgrader course; return the course's folder."""
    path = folder / "source" / name / f"{notebook}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 0}
    path.write_text(json.dumps(content))
    return folder
