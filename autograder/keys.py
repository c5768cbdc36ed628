"""The digest of what decides a grade, which a report carries and a later run compares.

In it: the engine's own code, Python and the packages that compute, everything in the graders'
folder (checks, probes, references, mistakes, their data), the release, the points, tasks and
targets of the assignment, and the limits and the credit of course.yml. Not in it: times, titles and the late
policy, which the gradebook applies; public checks and stand-ins, which are part of the release
where students have them; and the seed, which a report records.
"""

import hashlib
import json
import platform
from functools import cache
from importlib.metadata import version
from pathlib import Path

from autograder import __version__
from autograder.course import Assignment, Course

_COMPUTING = ("torch", "numpy", "scikit-learn", "matplotlib", "ipython", "pytest")
_OF_NO_WEIGHT = {"week", "title", "release", "due", "draft"}


@cache
def engine() -> dict[str, str]:
    """Return the version of each part that computes a grade, with a digest of the engine's code."""
    code = hashlib.sha256()
    package = Path(__file__).parent
    for path in sorted(package.rglob("*.py")):
        _add_file(code, path, package)
    return {
        "autograder": f"{__version__} ({code.hexdigest()[:16]})",
        "Python": platform.python_version(),
        **{name: version(name) for name in _COMPUTING},
    }


def grader_sha256(course: Course, assignment: Assignment) -> str:
    """Return the digest of what decides a grade: graders, release, settings and engine."""
    digest = hashlib.sha256(json.dumps(engine()).encode())
    digest.update(assignment.model_dump_json(exclude=_OF_NO_WEIGHT).encode())
    digest.update(course.execution.limits.model_dump_json().encode())
    digest.update(json.dumps(course.credit, sort_keys=True).encode())
    release = course.release_notebook(assignment)
    _add_file(digest, release, release.parent)
    for path in grader_files(course, assignment):
        _add_file(digest, path, course.graders_dir(assignment))
    return digest.hexdigest()


def grader_files(course: Course, assignment: Assignment) -> list[Path]:
    """Return every file of the hidden graders, without what Python and pytest leave there."""
    folder = course.graders_dir(assignment)
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not _left_behind(path.relative_to(folder))
    ]


def _left_behind(path: Path) -> bool:
    return any(part == "__pycache__" or part.startswith(".") for part in path.parts)


def _add_file(digest: "hashlib._Hash", path: Path, folder: Path) -> None:
    data = path.read_bytes()
    digest.update(f"{path.relative_to(folder).as_posix()}\0{len(data)}\0".encode() + data)
