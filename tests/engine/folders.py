"""Course folders that tests may change."""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COURSE_PARTS = ("course.yml", "nbgrader_config.py", "source", "release", "solutions", "tests")


def copy_course(folder, parts=COURSE_PARTS):
    """Copy what makes a course folder, or only some parts of it, to `folder`, and return it."""
    folder.mkdir(parents=True)
    for name in parts:
        part = ROOT / name
        if part.is_dir():
            shutil.copytree(part, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(part, folder / name)
    return folder
