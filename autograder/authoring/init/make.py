"""Makes a course folder, or nothing."""

import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib.resources import files
from pathlib import Path
from zoneinfo import available_timezones

from autograder.authoring.names import plain_letters
from autograder.authoring.new import make_assignment
from autograder.authoring.new.entry import in_words, scalar
from autograder.course import load_course, nearest
from autograder.errors import StorageError, UsageError
from autograder.files import write_atomic

_TEMPLATE = Path(str(files("autograder.authoring.init"))) / "template"
_FILES = {
    "course.yml": "course.yml",
    "gitignore": ".gitignore",
    "requirements.txt": "requirements.txt",
    "nbgrader_config.py.txt": "nbgrader_config.py",
    "README.md": "README.md",
    "github.yml": ".github/workflows/course.yml",
    "gitlab.yml": ".gitlab-ci.yml",
}
_MAY_BE_THERE = {".git"}
FIRST_WEEK = "first-steps"


def make_course(folder: Path, *, title: str = "", term: str = "", timezone: str = "") -> list[str]:
    """Make a course in `folder`, which is empty or not there; return the names of what is in it.

    The title is made of the folder's name, the term of today's date, and the timezone is this
    machine's, where they are not given. Raises UsageError where something is there already or is
    wrong with what is given, and StorageError; the folder is then as it was.
    """
    folder = Path.cwd() / folder
    _check(folder)
    _check_words(title, term, timezone)
    words = {
        "id": _id_of(folder.name),
        "title": title or in_words(folder.name) or "A course",
        "term": term or term_of(date.today()),
        "timezone": timezone or local_timezone(),
    }
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _all_or_nothing(folder) as staged:
            _fill(staged, words, folder)
            course = load_course(staged)
            make_assignment(course, FIRST_WEEK, kind="gradient", week=1, title="First steps")
    except OSError as error:
        raise StorageError(folder, error) from None
    return sorted(path.name for path in folder.iterdir() if path.name not in _MAY_BE_THERE)


def term_of(day: date) -> str:
    """Return the term of a day as people write it: winter begins in October, summer in April."""
    if 4 <= day.month <= 9:
        return f"Summer {day.year}"
    first = day.year if day.month > 9 else day.year - 1
    return f"Winter {first}/{(first + 1) % 100:02d}"


def local_timezone() -> str:
    """Return this machine's timezone by its name, UTC where it has none."""
    place = Path("/etc/localtime").resolve().parts
    name = "/".join(place[place.index("zoneinfo") + 1 :]) if "zoneinfo" in place else ""
    told = os.environ.get("TZ", "").lstrip(":") or name
    return told if told in available_timezones() else "UTC"


def _check(folder: Path) -> None:
    if folder.is_dir():
        there = sorted({path.name for path in folder.iterdir()} - _MAY_BE_THERE)
        if there:
            raise UsageError(
                f"{folder} is not empty: it holds {', '.join(there[:5])}",
                remedy="name a folder that is empty or does not exist",
            )
    elif os.path.lexists(folder):
        raise UsageError(f"{folder} is no folder", remedy="name another one")


def _check_words(title: str, term: str, timezone: str) -> None:
    for option, text in (("--title", title), ("--term", term)):
        if not text.isprintable() or len(text) > 200:
            raise UsageError(f"{option} must be one line of at most 200 characters")
    if timezone and timezone not in available_timezones():
        close = nearest(timezone, available_timezones())
        remedy = f"did you mean {close}?" if close else "give one such as Europe/Berlin"
        raise UsageError(f"--timezone: {timezone!r} is none", remedy=remedy)


def _fill(folder: Path, words: dict[str, str], final: Path) -> None:
    for source, target in _FILES.items():
        text = (_TEMPLATE / source).read_text(encoding="utf-8")
        if source == "course.yml":
            for key, word in words.items():
                text = text.replace(f"{{{key}}}", scalar(word), 1)
        elif source == "README.md":
            program = Path(sys.executable).parent / "autograder"
            places = {"program": _in_cron(program), "folder": _in_cron(final)}
            for key, word in (places | {"title": words["title"]}).items():
                text = text.replace(f"{{{key}}}", word)
        write_atomic(folder / target, text.encode())


def _in_cron(path: Path) -> str:
    """Return a path as a line for cron holds it: quoted, and % is no end of the line."""
    return shlex.quote(str(path)).replace("%", r"\%")


@contextmanager
def _all_or_nothing(folder: Path) -> Iterator[Path]:
    """Give a folder to fill, and move what is in it to `folder`; after an error nothing of it."""
    staged = Path(tempfile.mkdtemp(prefix=f".{folder.name}.new-", dir=folder.parent))
    was_there, moved = folder.exists(), []
    try:
        yield staged
        folder.mkdir(exist_ok=True)
        for path in sorted(staged.iterdir()):
            path.rename(folder / path.name)
            moved.append(folder / path.name)
    except BaseException:
        for path in moved:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        if not was_there and folder.exists():
            folder.rmdir()
        raise
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _id_of(name: str) -> str:
    safe = re.sub(r"[^A-Za-z0-9_.-]+", "-", plain_letters(name))
    return safe.strip("-._")[:64] or "course"
