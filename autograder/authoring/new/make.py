"""Makes the files of a new week, or none of them."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import jupytext
import nbformat
from pydantic import TypeAdapter, ValidationError

from autograder.authoring.new.entry import entry, inserted, next_week
from autograder.authoring.release import build_release, build_solution
from autograder.course import Assignment, Course, load_course
from autograder.course.values import SafeName
from autograder.errors import UsageError
from autograder.files import write_atomic
from autograder.public.load import CODE

_TEMPLATE = Path(str(files("autograder.authoring.new"))) / "template"


def make_assignment(
    course: Course, name: str, *, kind: str, week: int | None, title: str
) -> list[Path]:
    """Make an assignment that passes the audit as it stands; return the folders that it fills.

    Its one task is of the `kind` whose folder the template has. `week` is the one after the last,
    and the title is made of the name, where they are not given.
    Raises UsageError for what is unsafe or there already. Where anything fails, nothing is left.
    """
    week = week or next_week(course)
    title = title or name.replace("-", " ").replace("_", " ").capitalize()
    _check(course, name, week, title)
    folders = _folders(course, name)
    with _all_or_nothing(course, folders):
        _fill(_TEMPLATE / kind, folders, title)
        path = course.root / "course.yml"
        text = inserted(path.read_text("utf-8-sig"), entry(course, name, week, title))
        write_atomic(path, text.encode())
        changed = load_course(course.root)
        build_release(changed, changed.assignment(name))
        build_solution(changed, changed.assignment(name))
    return folders


def _fill(template: Path, folders: list[Path], title: str) -> None:
    """Put the files of one kind of task in place."""
    source, _, _, graders, known = folders
    source.mkdir(parents=True)
    _write_notebook(
        source / f"{source.name}.ipynb", title, (template / "task.py.txt").read_text("utf-8")
    )
    shutil.copy(template / CODE, source)
    graders.mkdir(parents=True)
    shutil.copy(template / "test_first_task.py", graders)
    for part in ("mistakes", "accepted"):
        # pip compiles what it installs, templates too.
        shutil.copytree(template / part, known / part, ignore=shutil.ignore_patterns("__pycache__"))


def _folders(course: Course, name: str) -> list[Path]:
    tests = course.root / "tests"
    built = [course.root / part / name for part in ("source", "release", "solutions")]
    return [*built, tests / "graders" / name, tests / "submissions" / name]


def _check(course: Course, name: str, week: int, title: str) -> None:
    try:
        TypeAdapter(SafeName).validate_python(name)
    except ValidationError:
        raise UsageError(
            f"{name[:80]!r} cannot be an assignment's id",
            remedy="use letters, digits, - and _, beginning with a letter or digit",
        ) from None
    if not title.isprintable() or len(title) > 200 or not title.strip():
        raise UsageError("the title must be one line of at most 200 characters")
    for other in course.assignments:
        _check_other(other, name, week)
    for folder in _folders(course, name):
        if os.path.lexists(folder):
            raise UsageError(f"{folder} is there already", remedy="remove it, or choose another id")


def _check_other(other: Assignment, name: str, week: int) -> None:
    # Without case: folders of both spellings are one folder on macOS and Windows.
    if other.id.casefold() == name.casefold():
        raise UsageError(f"course.yml has an assignment {other.id}", remedy="choose another id")
    if other.week == week:
        raise UsageError(
            f"week {week} is that of {other.id}", remedy="choose another one with --week"
        )


@contextmanager
def _all_or_nothing(course: Course, folders: list[Path]) -> Iterator[None]:
    path = course.root / "course.yml"
    before = path.read_bytes()
    try:
        yield
    except BaseException:
        if path.read_bytes() != before:
            write_atomic(path, before)
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)
        raise


def _write_notebook(path: Path, title: str, task: str) -> None:
    text = (_TEMPLATE / "notebook.py.txt").read_text(encoding="utf-8")
    text = text.replace("{title}", title).replace("{id}", path.stem).replace("{task}", task)
    notebook = jupytext.reads(text, fmt="py:percent")
    for number, cell in enumerate(notebook.cells):
        cell.id = cell.metadata.get("nbgrader", {}).get("grade_id", f"text_{number}")
    write_atomic(path, f"{nbformat.writes(notebook)}\n".encode())
