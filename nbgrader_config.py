"""Lets nbgrader's own commands work in this folder: what course.yml says, they follow.

nbgrader runs this file with `get_config`. A course.yml that is wrong stops the command with its
line and the remedy, before a gradebook that was not meant is opened.
"""

import os
import sys
from pathlib import Path

try:
    from autograder.authoring.release.convert import stub_config
    from autograder.course import load_course
    from autograder.errors import AutograderError
except ImportError as missing:
    sys.exit(
        f"nbgrader_config.py: {missing}\n"
        "  remedy: install the engine beside nbgrader: pip install 'pytorch-autograder[course]'"
    )

try:
    course = load_course(Path(__file__).resolve().parent)
except AutograderError as error:
    sys.exit(f"nbgrader_config.py: {error}")

# nbgrader starts `alembic`, which lies beside it, by its bare name.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])

c = get_config()  # type: ignore[name-defined]  # noqa: F821  # nbgrader puts it here
c.CourseDirectory.root = str(course.root)
c.CourseDirectory.course_id = course.id
c.CourseDirectory.db_url = course.gradebook_url
c.CourseDirectory.solution_directory = "solutions"
stub_config(c)
