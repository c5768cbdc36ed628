"""Where the assignments of an nbgrader course lie, and which files belong to each."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.authoring.release.source import IGNORED, STRAY
from autograder.errors import UsageError
from autograder.public.load import CODE, TABLE

_MOST_BYTES = 20 * 2**20  # of a file beside a notebook; students get each
_AUTOTESTS = "autotests.yml"
_AROUND = re.compile(r"^\s*c\.IncludeHeaderFooter\.(header|footer)\s*=\s*[\"'](.+?)[\"']", re.M)
_SHAPE = "give a folder with source/<assignment>/<notebook>.ipynb, or one with notebooks in it"


@dataclass(frozen=True)
class Found:
    """One assignment: its notebooks, the files beside them, and what of these stays behind."""

    name: str
    notebooks: tuple[Path, ...]
    files: dict[str, Path]
    left: dict[str, str]  # file: why
    autotests: Path | None = None
    header: Path | None = None
    footer: Path | None = None


def find_assignments(course: Path) -> list[Found]:
    """Return the assignments of an nbgrader course, or the one of a folder of notebooks.

    Raises UsageError where there is none.
    """
    if not course.is_dir():
        raise UsageError(f"{course}: there is no such folder", remedy=_SHAPE)
    around = _around(course)
    folders = sorted(folder for folder in _listed(course / "source") if folder.is_dir())
    found = [_found(folder, course, around) for folder in folders if _notebooks(folder)]
    if not found and _notebooks(course):
        found = [_found(course, course.resolve().parent.parent, {})]
    if not found:
        raise UsageError(f"{course} is no nbgrader course: it has no notebooks", remedy=_SHAPE)
    return found


def _listed(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def _notebooks(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.ipynb") if not path.name.startswith("."))


def _around(course: Path) -> dict[str, Path]:
    """Return the header and the footer that nbgrader_config.py names; its text is not run."""
    path = course / "nbgrader_config.py"
    try:
        text = path.read_text("utf-8") if path.is_file() else ""
    except (OSError, UnicodeDecodeError):
        return {}
    return {which: course / name for which, name in _AROUND.findall(text)}


def _found(folder: Path, course: Path, around: dict[str, Path]) -> Found:
    files: dict[str, Path] = {}
    left: dict[str, str] = {}
    for path in _files(folder):
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".ipynb" and path.parent == folder:
            continue
        if why := _why_left(path, folder):
            left[name] = why
        else:
            files[name] = path
    # What lies elsewhere is not the course's to give to students.
    elsewhere = [which for which, path in around.items() if not _lies_in(course, path)]
    left |= {around[which].name: f"the {which} lies outside of the course" for which in elsewhere}
    header, footer = (
        None if which in elsewhere else around.get(which) for which in ("header", "footer")
    )
    templates = [path for path in (folder / _AUTOTESTS, course / _AUTOTESTS) if path.is_file()]
    notebooks = tuple(_notebooks(folder))
    autotests = templates[0] if templates else None
    name = folder.resolve().name
    return Found(name, notebooks, files, left, autotests, header, footer)


def _lies_in(course: Path, path: Path) -> bool:
    try:
        return path.resolve().is_relative_to(course.resolve())
    except (OSError, ValueError, RuntimeError):  # a name that none can be, links in a circle
        return False


def _files(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _matches(Path(name), IGNORED))
        for name in sorted(names):
            if not _matches(Path(name), IGNORED):
                yield Path(root) / name


def _matches(path: Path, patterns: tuple[str, ...]) -> bool:
    return any(path.match(pattern) for pattern in patterns)


def _why_left(path: Path, folder: Path) -> str:
    """Return why a file beside the notebooks is not taken along, "" where it is."""
    if path.is_symlink() or not path.is_file():
        return "it is no plain file"
    if path.name in (CODE, TABLE):
        return "the week has a file of that name"
    if path.name == _AUTOTESTS:
        return "its tests are expanded"
    if any(_matches(Path(part), STRAY) for part in path.relative_to(folder).parts):
        return "it looks like a leftover"
    if path.stat().st_size > _MOST_BYTES:
        return f"it is larger than {_MOST_BYTES // 2**20} MB: students would get it with the week"
    return ""
