"""Puts the hand-ins of a download in place, each student's where nobody else claims the folder."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from autograder.course import Assignment, Course
from autograder.errors import SubmissionError
from autograder.files import concerns_all
from autograder.lms.collect.names import folder_key, shown
from autograder.lms.collect.place import Fate, Ready, fate_of, note_origin, place
from autograder.lms.collect.rows import Row

_MOST_OF_A_FAULT = 300  # characters
_NOTES = {
    Fate.REPLACED: ("the one before is kept in submitted/.replaced/",),
    Fate.OLDER: ("a newer one is there, which stays",),
}


@dataclass(frozen=True)
class Found:
    """A student's hand-in; `ready` is None where there is nothing to put in place."""

    row: Row
    ready: Ready | None


@dataclass(frozen=True)
class Settling:
    """One run's way into submitted/; a dry run only says what would be."""

    course: Course
    assignment: Assignment
    staging: Path
    dry_run: bool

    def settled(self, found: Sequence[Found]) -> Iterator[Row]:
        """Put in place what has a folder to itself, and yield what became of each hand-in."""
        claims = defaultdict(list)
        for one in found:
            if one.ready:
                claims[folder_key(one.row.student)].append(one.row)
        there = _names_there(self.course.submitted_dir)
        for one in found:
            if one.ready is None:
                yield one.row
                continue
            key = folder_key(one.row.student)
            rivals = [row for row in claims[key] if row is not one.row]
            others = there.get(key, set()) - {one.row.student}
            if rivals:
                yield _refused(
                    one.row, f"{rivals[0].file} would get the same folder: neither was taken"
                )
            elif others:
                yield _refused(
                    one.row, f"on some systems its folder would be that of {min(others)}"
                )
            else:
                yield self._put(one.row, one.ready)

    def _put(self, row: Row, ready: Ready) -> Row:
        folder = self.course.submitted_dir / row.student / self.assignment.id
        try:
            fate = self._fate(row, ready, folder)
        except SubmissionError as error:
            return _refused(row, error.fault)
        except OSError as error:
            if concerns_all(error):
                raise
            return failed(row, f"{error.filename or folder}: {error.strerror}")
        except Exception as error:
            return failed(row, f"{type(error).__name__}: {error}")
        return replace(row, fate=fate, notes=(*row.notes, *_NOTES.get(fate, ())))

    def _fate(self, row: Row, ready: Ready, folder: Path) -> Fate:
        """Put a hand-in into its folder, unless what is there stays; return which it was."""
        fate = fate_of(folder, ready, ZoneInfo(self.course.timezone))
        if fate in (Fate.NEW, Fate.REPLACED) and not self.dry_run:
            place(self.course.submitted_dir, self.staging, row.student, self.assignment.id, ready)
        if fate is Fate.UNCHANGED and not self.dry_run:
            note_origin(folder, ready)
        return fate


def failed(row: Row, fault: str) -> Row:
    """Return the row of a hand-in that could not be taken through no fault of its student's."""
    fault = f"it could not be taken, through no fault of theirs: {fault}"
    return replace(_refused(row, shown(fault, _MOST_OF_A_FAULT)), ours=True)


def _refused(row: Row, fault: str) -> Row:
    return replace(row, fate=Fate.REFUSED, refused=(*row.refused, fault))


def _names_there(submitted: Path) -> dict[str, set[str]]:
    names = defaultdict(set)
    if submitted.is_dir():
        for path in submitted.iterdir():
            names[folder_key(path.name)].add(path.name)
    return names
