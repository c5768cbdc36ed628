"""Whose file it is: what Canvas, Moodle, Gradescope, nbgrader and people call things.

canvas      lovelaceada_LATE_12345_67890_adaline-1.ipynb   (12345 the student, 67890 the file)
moodle      Ada Lovelace_1234567_assignsubmission_file_/adaline.ipynb, or flat, with no slash
gradescope  assignment_1_export/submission_123/..., and submission_metadata.yml with the names
nbgrader    ada/adaline/adaline.ipynb, with timestamp.txt beside it
plain       ada/anything.ipynb, or ada.ipynb

Only what the platform named decides: the top of the archive. Inside of a student's folder names
are the student's, and one who lays out another's folder there gets nowhere.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from autograder.lms.collect.archives import ENDINGS, UNREADABLE_ENDINGS
from autograder.lms.collect.entries import Entry
from autograder.lms.collect.names import is_junk
from autograder.notebooks.names import notebook_name

METADATA = "submission_metadata.yml"

# Canvas strips the names of all but letters, digits and _, and of every "_digits_".
_CANVAS = re.compile(
    r"(?:(?P<name>.+?)_)??(?P<late>LATE_)?(?P<number>\d+|anon_[A-Za-z0-9]+)"
    r"_(?P<order>\d+)_(?P<file>.+)",
    re.DOTALL,
)
_MOODLE = re.compile(
    r"(?P<name>.+)_(?P<number>\d+)_assignsubmission_(?P<kind>[a-z]+)(?:_(?P<file>.*))?", re.DOTALL
)
_EXPORT = re.compile(r"assignment_\d+_export")
_COPY = re.compile(r" ?\(\d+\)\Z")  # what a browser appends


@dataclass(frozen=True)
class Person:
    """A student as the platform names them; `number` is the platform's own."""

    label: str
    number: str = ""
    name: str = ""
    email: str = ""
    sid: str = ""


@dataclass(frozen=True)
class File:
    """A file of a hand-in under the student's own name for it; a higher `order` came later.

    `top` is the file or folder at the top of the download, as the platform named it.
    """

    entry: Entry
    name: str
    order: int = 0
    late: bool = False
    top: str = ""


@dataclass
class Bundle:
    """All that lies in the download for one student, or one group."""

    key: str
    people: tuple[Person, ...]
    files: list[File] = field(default_factory=list)


@dataclass
class Layout:
    """A download, sorted by student; `strangers` are the files that are nobody's."""

    kind: str
    bundles: dict[str, Bundle] = field(default_factory=dict)
    strangers: list[tuple[Entry, str]] = field(default_factory=list)
    metadata: Entry | None = None

    def add(self, person: Person, file: File) -> None:
        """Put a file with the others of its student."""
        bundle = self.bundles.setdefault(person.label, Bundle(person.label, (person,)))
        bundle.files.append(file)


def sorted_out(
    entries: Iterable[Entry], assignment: str, others: set[str], wrappers: set[str]
) -> Layout:
    """Return whose each file is; `others` are the course's other assignments.

    A single folder around everything is passed over where its name is among `wrappers` (of the
    archive, say), and where only an LMS gives such names; otherwise it is a student's.
    """
    found = [entry for entry in entries if not entry.parts or not is_junk(entry.parts)]
    layout = Layout("plain")
    layout.strangers = [(entry, entry.fault) for entry in found if not entry.parts]
    named = [entry for entry in found if entry.parts]
    skip = _wrapper(named, wrappers)
    members = [(entry, entry.parts[skip:]) for entry in named]
    # nbgrader keeps a folder for each assignment in a student's.
    members = [(e, parts) for e, parts in members if len(parts) < 3 or parts[1] not in others]
    layout.kind = _kind(members, assignment)
    for entry, parts in members:
        if layout.kind == "gradescope" and parts == (METADATA,):
            layout.metadata = entry
        elif whose := _READERS[layout.kind](entry, parts):
            person, file = whose
            layout.add(person, replace(file, top=parts[0]))
        else:
            layout.strangers.append((entry, entry.fault or _strange(layout.kind)))
    return layout


def _wrapper(entries: list[Entry], names: set[str]) -> int:
    tops = {entry.parts[0] for entry in entries}
    if len(tops) != 1 or any(len(entry.parts) < 2 for entry in entries):
        return 0
    (top,) = tops
    known = {name.casefold() for name in names}
    return int(top.casefold() in known or _EXPORT.fullmatch(top) is not None)


def _kind(members: list[tuple[Entry, tuple[str, ...]]], assignment: str) -> str:
    if any(parts == (METADATA,) for _, parts in members):
        return "gradescope"
    tops = {parts[0] for _, parts in members}
    flat = {parts[0] for _, parts in members if len(parts) == 1}
    # By majority, for a TA may have put a late e-mail's notebook beside the others.
    if sum(1 for top in tops if _MOODLE.fullmatch(top)) * 2 > len(tops):
        return "moodle"
    if flat and sum(1 for name in flat if _CANVAS.fullmatch(name)) * 2 > len(tops):
        return "canvas"
    # What cannot be read lies less deep than it would.
    deep = [parts for entry, parts in members if len(parts) > 1 and not entry.fault]
    if deep and all(len(parts) > 2 and parts[1] == assignment for parts in deep):
        return "nbgrader"
    return "plain"


def _canvas(entry: Entry, parts: tuple[str, ...]) -> tuple[Person, File] | None:
    matched = _CANVAS.fullmatch(parts[0]) if len(parts) == 1 else None
    if not matched:
        return None
    name, number = matched["name"] or "", matched["number"]
    label = f"{name}_{number}" if name else number
    order = int(matched["order"][:18])
    file = File(entry, matched["file"], order, matched["late"] is not None)
    return Person(label, number, name), file


def _moodle(entry: Entry, parts: tuple[str, ...]) -> tuple[Person, File] | None:
    matched = _MOODLE.fullmatch(parts[0])
    if not matched or matched["kind"] != "file":
        return None
    name, number = matched["name"], matched["number"]
    file = parts[-1] if len(parts) > 1 else matched["file"]
    if not file:
        return None
    return Person(f"{name}_{number}", number, name), File(entry, file)


def _gradescope(entry: Entry, parts: tuple[str, ...]) -> tuple[Person, File] | None:
    # The metadata says later who this is.
    return (Person(parts[0]), File(entry, parts[-1])) if len(parts) > 1 else None


def _nbgrader(entry: Entry, parts: tuple[str, ...]) -> tuple[Person, File] | None:
    return (Person(parts[0]), File(entry, parts[-1])) if len(parts) > 1 else None


def _plain(entry: Entry, parts: tuple[str, ...]) -> tuple[Person, File] | None:
    if len(parts) > 1:
        return Person(parts[0]), File(entry, parts[-1])
    stem, ending = _split(parts[0])
    if not ending:
        return None
    stem = _COPY.sub("", stem)
    return Person(stem), File(entry, f"{stem}{ending}")


def _split(name: str) -> tuple[str, str]:
    name = notebook_name(name)
    lower = name.lower()
    for ending in (".tar.gz", ".tar.bz2", ".tar.xz", ".ipynb", *ENDINGS, *UNREADABLE_ENDINGS):
        if lower.endswith(ending):
            return name[: -len(ending)], ending[ending.rfind(".") :]
    return name, ""


def _strange(kind: str) -> str:
    if kind in ("canvas", "moodle"):
        return f"its name is not one that {kind.capitalize()} gives to a handed-in file"
    return "it lies in no student's folder and is not a notebook"


_READERS: dict[str, Callable[[Entry, tuple[str, ...]], tuple[Person, File] | None]] = {
    "canvas": _canvas,
    "moodle": _moodle,
    "gradescope": _gradescope,
    "nbgrader": _nbgrader,
    "plain": _plain,
}
