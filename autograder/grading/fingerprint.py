"""The digest of what decides a grade, which a report carries and a later run compares.

In it: the engine's code that grades, Python and the packages that compute, everything in the
graders' folder (checks, references, mistakes, their data) and the public definition of the checks,
the release and its other editions, the points, tasks and targets of the assignment, and limits and
credit of course.yml.
Not in it: the engine's code that only chooses, records or shows (`SHOWING`); the words of
diagnoses and lectures, which are looked up where a report is read; times, titles, the late policy,
which the gradebook applies; and the seed, which a report records.
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
from autograder.course.published import other_editions

_COMPUTING = ("torch", "numpy", "scikit-learn", "matplotlib", "ipython", "pytest")
_OF_NO_WEIGHT = {"week", "title", "release", "due", "draft", "by_hand"}
# Of the engine, what no grade can come to depend on; whatever else is there may decide one. What
# course.yml says is in the digest by its values.
SHOWING = {
    "authoring", "classreport", "cli", "course", "feedback", "gradebook", "lms", "preflight",
    "public", "runs",
}  # fmt: skip


@cache
def engine() -> dict[str, str]:
    """Return the version of each part that computes a grade, with a digest of the engine's code."""
    code = code_sha256(Path(__file__).parents[1])
    return {
        "autograder": f"{__version__} ({code[:16]})",
        "Python": platform.python_version(),
        **{name: version(name) for name in _COMPUTING},
    }


def code_sha256(package: Path) -> str:
    """Return the digest of what decides a grade in the engine's folder."""
    modules = sorted(package.rglob("*.py"))
    return _of_files(
        (path for path in modules if path.relative_to(package).parts[0] not in SHOWING), package
    )


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
    others = [
        _of_files([one.release / release.name], one.release)
        for one in other_editions(course, assignment)
    ]
    released = _of_files([release], release.parent)
    return {
        "graders": _of_files(grader_files(course, assignment), course.root),
        "release": _of_data([released, *others]) if others else released,
        "settings": _of_data(settings),
        "engine": _of_data(engine()),
    }


def grader_sha256(parts: Mapping[str, str]) -> str:
    """Return the digest of all that `deciding` names."""
    return _of_data(dict(parts))


def grader_files(course: Course, assignment: Assignment) -> list[Path]:
    """Return every file that says what is asked: the public definition, and the hidden graders.

    Without what Python and pytest leave there.
    """
    folder = course.graders_dir(assignment)
    public = course.public_definition(assignment)
    return [
        *([public] if public.is_file() else []),
        *(
            path
            for path in sorted(folder.rglob("*"))
            if path.is_file() and not _left_behind(path.relative_to(folder))
        ),
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
