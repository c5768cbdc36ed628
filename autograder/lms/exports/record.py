"""What was exported last, kept beside it: exports/<assignment>-<target>.json."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from autograder.course import Assignment, Course
from autograder.files import write_atomic
from autograder.lms.exports.model import Book
from autograder.model import Frozen, Target


class Exported(Frozen):
    """One export: when, to what, into which file (its digest), and what each student had then.

    `others` are the digests of the files that exports before it have left elsewhere, by their path.
    """

    target: Target
    time: datetime
    file: str
    sha256: str
    scores: Mapping[str, str]
    others: Mapping[str, str] = {}

    @property
    def files(self) -> dict[str, str]:
        """The digests of all files that exports to this target have left, by their path."""
        return {**self.others, self.file: self.sha256}

    def changed_since(self, book: Book) -> tuple[str, ...]:
        """Return whose result is another now than it was exported, in order of their ids."""
        now = scores_of(book)
        ids = {*now, *self.scores}
        return tuple(sorted(id for id in ids if now.get(id) != self.scores.get(id)))


def scores_of(book: Book) -> dict[str, str]:
    """Return what each student has, as it is kept."""
    return {student.id: student.standing.said for student in book.students}


def folder(course: Course) -> Path:
    """Return where exports lie."""
    return course.root / "exports"


def exported(course: Course, assignment: Assignment) -> dict[Target, Exported]:
    """Return the last export of an assignment for each target; none that cannot be read."""
    found = {}
    for target in Target:
        try:
            text = _path(course, assignment, target).read_bytes()
            found[target] = Exported.model_validate_json(text)
        except (OSError, ValidationError):
            continue
    return found


def note(course: Course, assignment: Assignment, export: Exported) -> None:
    """Keep what was exported, and which files were before; raise OSError."""
    before = exported(course, assignment).get(export.target)
    others = (
        {file: sha for file, sha in before.files.items() if file != export.file} if before else {}
    )
    text = export.model_copy(update={"others": others}).model_dump_json(indent=1)
    write_atomic(_path(course, assignment, export.target), f"{text}\n".encode())


def _path(course: Course, assignment: Assignment, target: Target) -> Path:
    return folder(course) / f"{assignment.id}-{target}.json"
