"""Publishes one bundle: gate, edition, delivery, record."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from autograder.authoring.publish.bundle import Bundle, bundle_files, sha256
from autograder.authoring.publish.changes import changes
from autograder.authoring.publish.deliver import Place
from autograder.authoring.publish.gate import (
    check_proved,
    check_solution_time,
    check_time,
    is_early,
)
from autograder.authoring.release import released_files
from autograder.authoring.release.replace import holds, only_one, replace_folder
from autograder.course import Assignment, Course
from autograder.course.published import Edition, Publication, What, editions, note, publications
from autograder.errors import StorageError, UsageError
from autograder.gradebook import check_kept, recorded
from autograder.gradebook.tally import open_until
from autograder.runs.proved import is_proved


@dataclass(frozen=True)
class Wish:
    """What somebody wants to publish, where, and in spite of what. `by` goes into the record."""

    place: Place
    solutions: bool = False
    early: bool = False
    unaudited: bool = False
    by: str = ""

    @property
    def what(self) -> What:
        """Which of a week's two bundles."""
        return "solution" if self.solutions else "bundle"


def due(course: Course, wish: Wish, now: datetime) -> list[Assignment]:
    """Return the weeks whose time has come and that the record does not have there yet."""
    there = {one.assignment for one in _of_wish(course, wish)}
    waiting = [one for one in course.assignments if not one.draft and one.id not in there]
    if not wish.solutions:
        return [one for one in waiting if not is_early(one, now)]
    over = [one for one in waiting if now >= one.due.astimezone(UTC)]
    return [one for one in over if now >= open_until(course, one, recorded(course, one))[0]]


def publish(
    course: Course, assignment: Assignment, wish: Wish, now: datetime, *, first: bool = False
) -> tuple[Publication, bool]:
    """Publish a week's bundle or its solution; return its record, and whether anything was done.

    With `first` nothing is done where the record has any there already: a run beside this one may
    have been quicker, and a second edition is a person's decision.

    Raises UsageError before its time, ReleaseError where it is not proved right or would show what
    must stay hidden, StorageError where it cannot be written. Then nothing went out.
    """
    if wish.early and wish.solutions:
        raise UsageError(
            "a solution is never published early", remedy="leave --early out, and wait"
        )
    wish.place.check(course)
    with _alone(course):
        there = [one for one in _of_wish(course, wish) if one.assignment == assignment.id]
        if first and there:
            return there[-1], False
        if wish.solutions:
            check_solution_time(course, assignment, now)
        elif not wish.early:
            check_time(assignment, now)
        released = released_files(course, assignment)
        if not wish.unaudited:
            check_proved(course, assignment)
        edition, changed = _edition(
            course, assignment, released, solutions=wish.solutions, first=first
        )
        bundle = _bundle(course, assignment, released, wish, edition, changed)
        made = _publication(course, assignment, wish, now, bundle, edition, changed)
        known = next((one for one in there if one.sha256 == made.sha256), None)
        done = wish.place.put(course, bundle, known=known is not None)
        if known is None:
            with _written(course.root):
                note(course, made)
        return known or made, done


def _of_wish(course: Course, wish: Wish) -> list[Publication]:
    return [
        one for one in publications(course) if one.what == wish.what and one.to == wish.place.name
    ]


def _bundle(
    course: Course,
    assignment: Assignment,
    released: Mapping[str, bytes],
    wish: Wish,
    edition: int,
    changed: list[str],
) -> Bundle:
    if wish.solutions:
        solved = course.solution_notebook(assignment)
        return Bundle(f"{assignment.id}-solution", {**released, solved.name: solved.read_bytes()})
    files = bundle_files(course, assignment, released, edition=edition, changed=changed)
    return Bundle(assignment.id, files)


def _publication(
    course: Course,
    assignment: Assignment,
    wish: Wish,
    now: datetime,
    bundle: Bundle,
    edition: int,
    changed: list[str],
) -> Publication:
    return Publication(
        assignment=assignment.id,
        what=wish.what,
        edition=edition,
        time=now,
        to=wish.place.name,
        sha256=sha256(bundle.zipped),
        files={name: sha256(data) for name, data in sorted(bundle.files.items())},
        changed=tuple(changed),
        by=wish.by,
        early=not wish.solutions and is_early(assignment, now),
        unaudited=wish.unaudited and not is_proved(course, assignment),
    )


def _edition(
    course: Course,
    assignment: Assignment,
    released: Mapping[str, bytes],
    *,
    solutions: bool,
    first: bool,
) -> tuple[int, list[str]]:
    """Return the number of this edition and what has changed in it; a new one is kept first.

    Of `solutions` it is the one that students have.
    """
    kept = editions(course, assignment)
    if solutions:
        return (kept[-1].number if kept else 1), []
    if kept and holds(kept[-1].release, dict(released)):
        before = kept[-2] if len(kept) > 1 else None
        return kept[-1].number, _since(before, assignment, released)
    if kept and first:
        raise UsageError(
            f"the release of {assignment.id} has changed since its edition {kept[-1].number}",
            remedy=f"`autograder publish {assignment.id}` publishes it as a further edition",
        )
    if kept:
        check_kept(course, assignment)
    number = kept[-1].number + 1 if kept else 1
    files = {f"release/{name}": data for name, data in released.items()}
    with _written(course.editions_dir(assignment)):
        files["solution.ipynb"] = course.solution_notebook(assignment).read_bytes()
        replace_folder(course.editions_dir(assignment) / str(number), files)
    return number, _since(kept[-1] if kept else None, assignment, released)


def _since(
    before: Edition | None, assignment: Assignment, released: Mapping[str, bytes]
) -> list[str]:
    if before is None:
        return []
    files = {
        path.relative_to(before.release).as_posix(): path.read_bytes()
        for path in sorted(before.release.rglob("*"))
        if path.is_file()
    }
    return changes(files, released, f"{assignment.notebook}.ipynb")


@contextmanager
def _alone(course: Course) -> Iterator[None]:
    """Wait until nobody else publishes in this course; raise StorageError."""
    folder = course.root / "editions"
    with _written(folder):
        folder.mkdir(exist_ok=True)
    with only_one(folder):
        yield


@contextmanager
def _written(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageError(path, error) from None
