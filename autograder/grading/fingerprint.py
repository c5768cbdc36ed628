"""The digest of what decides a grade, which a report carries and a later run compares.

In it: the engine's own code, Python and the packages that compute, everything in the graders'
folder (checks, probes, references, mistakes, their data), the release, the points, tasks and
targets of the assignment, and limits and credit of course.yml. Not in it: times, titles, the late
policy, which the gradebook applies; public checks and stand-ins, which are part of the release
where students have them; and the seed, which a report records.
"""

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
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
    package = Path(__file__).parents[1]
    for path in sorted(package.rglob("*.py")):
        _add_file(code, path, package)
    return {
        "autograder": f"{__version__} ({code.hexdigest()[:16]})",
        "Python": platform.python_version(),
        **{name: version(name) for name in _COMPUTING},
    }


def deciding(course: Course, assignment: Assignment) -> dict[str, str]:
    """Return the digest of each part that decides a grade: graders, release, settings and engine.

    They are what a report names, so that a later one can say why it differs.
    """
    settings = {
        "assignment": assignment.model_dump(mode="json", exclude=_OF_NO_WEIGHT),
        "limits": course.execution.limits.model_dump(mode="json"),
        "credit": course.credit,
    }
    release = course.release_notebook(assignment)
    return {
        "graders": _of_files(grader_files(course, assignment), course.graders_dir(assignment)),
        "release": _of_files([release], release.parent),
        "settings": _of_data(settings),
        "engine": _of_data(engine()),
    }


def grader_sha256(parts: Mapping[str, str]) -> str:
    """Return the digest of all that `deciding` names."""
    return _of_data(dict(parts))


def grader_files(course: Course, assignment: Assignment) -> list[Path]:
    """Return every file of the hidden graders, without what Python and pytest leave there."""
    folder = course.graders_dir(assignment)
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not _left_behind(path.relative_to(folder))
    ]


def _of_files(paths: Iterable[Path], folder: Path) -> str:
    digest = hashlib.sha256()
    for path in paths:
        _add_file(digest, path, folder)
    return digest.hexdigest()


def _of_data(data: object) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()


def _left_behind(path: Path) -> bool:
    return any(part == "__pycache__" or part.startswith(".") for part in path.parts)


def _add_file(digest: "hashlib._Hash", path: Path, folder: Path) -> None:
    data = path.read_bytes()
    digest.update(f"{path.relative_to(folder).as_posix()}\0{len(data)}\0".encode() + data)
