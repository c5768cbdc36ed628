"""What was given to students: published.jsonl, and a copy of each edition below editions/.

    published.jsonl                   a line for each bundle that went out, added and never changed
    editions/<assignment>/<number>/   release/: the files that students got, as they were then
                                      solution.ipynb: the solved notebook of that edition

The copies tell later which edition a hand-in was made from, and what its locked cells were. The one
that counts for a number is the copy: what a bundle was made of is kept before it goes out.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from autograder.course.schema import Assignment, Course
from autograder.errors import CourseError
from autograder.files import write_atomic
from autograder.model import Frozen

RECORD = "published.jsonl"
EXCHANGE = "nbgrader's exchange"

What = Literal["bundle", "solution"]


class Publication(Frozen):
    """One bundle that went out: which, when, `to` where, by whom, and the digests of what is in it.

    `sha256` is that of the whole bundle. `changed` says what differs from the edition before.
    """

    assignment: str
    what: What
    edition: int
    time: datetime
    to: str
    sha256: str
    files: dict[str, str]
    changed: tuple[str, ...] = ()
    by: str = ""
    early: bool = False
    unaudited: bool = False


@dataclass(frozen=True)
class Edition:
    """The copy of what students got: its number, from 1, and its folder."""

    number: int
    folder: Path

    @property
    def release(self) -> Path:
        """The folder of the files that students got."""
        return self.folder / "release"

    @property
    def solution(self) -> Path:
        """The solved notebook of this edition."""
        return self.folder / "solution.ipynb"


def editions(course: Course, assignment: Assignment) -> list[Edition]:
    """Return the editions of an assignment that were kept, the first one first."""
    folder = course.editions_dir(assignment)
    found = [path for path in folder.glob("*") if path.name.isdecimal() and path.is_dir()]
    return sorted((Edition(int(path.name), path) for path in found), key=lambda one: one.number)


def other_editions(course: Course, assignment: Assignment) -> list[Edition]:
    """Return the editions whose notebook is not the one that release/ holds now. Raises OSError."""
    release = course.release_notebook(assignment)
    now = release.read_bytes() if release.is_file() else b""
    return [
        one
        for one in editions(course, assignment)
        if (one.release / release.name).read_bytes() != now
    ]


def publications(course: Course) -> list[Publication]:
    """Return all that went out, the oldest first; raise CourseError with the line of a fault."""
    path = course.root / RECORD
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(f"cannot be read: {error}", file=path) from None
    found = []
    for number, line in enumerate(lines, 1):
        try:
            found += [Publication.model_validate_json(line)] if line.strip() else []
        except ValidationError:
            raise CourseError(
                "this is no record of a publication",
                file=path,
                line=number,
                remedy="take the line from version control; this file is not edited by hand",
            ) from None
    return found


def note(course: Course, publication: Publication) -> None:
    """Add a line to the record; the caller lets nobody else do so meanwhile. Raises OSError."""
    path = course.root / RECORD
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    line = publication.model_dump_json(exclude_defaults=True)
    if before and not before.endswith("\n"):
        before += "\n"
    write_atomic(path, f"{before}{line}\n".encode())
