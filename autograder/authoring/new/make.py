"""Makes the files of a new week, or none of them."""

import shutil
from importlib.resources import files
from pathlib import Path

import jupytext
import nbformat

from autograder.authoring.new.entry import entry, in_words, inserted, next_week
from autograder.authoring.new.place import all_or_nothing, check_place, folders_of
from autograder.authoring.release import build_release, build_solution
from autograder.course import Course, load_course
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
    title = title or in_words(name)
    check_place(course, name, week, title)
    folders = folders_of(course, name)
    with all_or_nothing(course, folders):
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


def _write_notebook(path: Path, title: str, task: str) -> None:
    text = (_TEMPLATE / "notebook.py.txt").read_text(encoding="utf-8")
    text = text.replace("{title}", title).replace("{id}", path.stem).replace("{task}", task)
    notebook = jupytext.reads(text, fmt="py:percent")
    for number, cell in enumerate(notebook.cells):
        cell.id = cell.metadata.get("nbgrader", {}).get("grade_id", f"text_{number}")
    write_atomic(path, f"{nbformat.writes(notebook)}\n".encode())
