"""Puts an imported week in place, and builds its release and solution."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat

from autograder.authoring.importing.listing import markdown
from autograder.authoring.importing.render import definition, entry, grader
from autograder.authoring.importing.week import Week
from autograder.authoring.new.entry import inserted, next_week, times
from autograder.authoring.new.place import all_or_nothing, check_place, folders_of
from autograder.authoring.release import build_release, build_solution
from autograder.course import Course, load_course
from autograder.errors import ReleaseError, UsageError
from autograder.files import write_atomic
from autograder.public.load import CODE


@dataclass(frozen=True)
class Imported:
    """A week that was written; `faults` are why it cannot be released yet, and is a draft."""

    week: Week
    listing: Path
    faults: tuple[str, ...]


def check_weeks(course: Course, weeks: Sequence[Week]) -> None:
    """Raise UsageError where one of the weeks cannot be written, before any of them is."""
    for number, week in enumerate(weeks, next_week(course)):
        check_place(course, week.name, number, week.title)
        if (listing := _listing(course, week)).exists():
            remedy = "remove it, or keep it elsewhere"
            raise UsageError(f"{listing} is there already", remedy=remedy)
    names = [week.name.casefold() for week in weeks]
    if twice := {name for name in names if names.count(name) > 1}:
        raise UsageError(f"two assignments are called {min(twice)}", remedy="rename a folder")


def write_week(course: Course, week: Week) -> Imported:
    """Write a week, and its list; return them. Where anything of ours fails, nothing is left.

    A week that cannot be released as it stands is kept as a draft, with the reason; of one without
    a task there is only the list.
    """
    folders = folders_of(course, week.name)
    with all_or_nothing(course, folders):
        faults: tuple[str, ...] = ()
        if week.tasks:
            _fill(folders[0], folders[3], week)
            faults = _built(course, week)
        listing = _listing(course, week)
        listing.parent.mkdir(exist_ok=True)
        write_atomic(listing, markdown(week, faults).encode())
    return Imported(week, listing, faults)


def _listing(course: Course, week: Week) -> Path:
    return course.root / "imported" / f"{week.name}.md"


def _fill(source: Path, graders: Path, week: Week) -> None:
    for name, data in week.files.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes(data)
    source.mkdir(parents=True, exist_ok=True)
    text = f"{nbformat.writes(week.notebook)}\n"
    write_atomic(source / f"{week.name}.ipynb", text.encode())
    write_atomic(source / CODE, definition(week).encode())
    graders.mkdir(parents=True)
    for task in week.tasks:
        write_atomic(graders / f"test_{task.id}.py", grader(week, task).encode())


def _built(course: Course, week: Week) -> tuple[str, ...]:
    """Put the entry into course.yml and build the week; return why it is a draft, if it is."""
    path = course.root / "course.yml"
    before = path.read_text("utf-8-sig")
    course = load_course(course.root)  # with the weeks that were imported before this one
    number = next_week(course)
    release, due = times(course, number)
    try:
        text = entry(week, number, release, due, draft=False)
        write_atomic(path, inserted(before, text).encode())
        changed = load_course(course.root)
        build_release(changed, changed.assignment(week.name))
        build_solution(changed, changed.assignment(week.name))
    except ReleaseError as error:
        _, built, solved, *_ = folders_of(course, week.name)
        for folder in (built, solved):
            shutil.rmtree(folder, ignore_errors=True)
        text = entry(week, number, release, due, draft=True)
        write_atomic(path, inserted(before, text).encode())
        return (f"{error.fault}; {error.remedy}",)
    return ()
