"""Course folders that tests may change."""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COURSE_PARTS = ("nbgrader_config.py", "source", "release", "solutions", "tests/graders")
KNOWN = "tests/submissions"  # many files, which few tests need
SETTINGS = ("course.yml", "diagnoses.toml", "lectures.toml")


def copy_course(folder, parts=COURSE_PARTS):
    """Copy a course's settings and all else, or only some parts of it, to `folder`; return it."""
    folder.mkdir(parents=True)
    for name in (*SETTINGS, *parts):
        part = ROOT / name
        if part.is_dir():
            shutil.copytree(part, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(part, folder / name)
    return folder
