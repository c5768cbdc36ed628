"""Feedback pages packed as an LMS takes them back, or for mail.

moodle   one zip, in it a folder `Full Name_<participant>_assignfeedback_file` for each student. Its
         importer divides at underscores, so there is none in the name.
canvas   one zip, in it each page under the name that Canvas gave the hand-in in its download, with
         the ending of what it is. Its importer goes by the two numbers in that name: the student's
         and the file's.
folder   a folder for each student's id, and a table of id, name, address and file for mail merge.
"""

import re
import shutil
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.errors import UsageError
from autograder.lms.collect import Origin
from autograder.lms.exports import Person
from autograder.lms.exports.defuse import defused
from autograder.lms.exports.table import written
from autograder.model import Pack

TABLE = "students.csv"
_ENDING = ".html"
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the same pages make the same zip


@dataclass(frozen=True)
class Plan:
    """What is packed: each student's page by its name in the bundle; `left` says why one is not."""

    members: Mapping[str, str]
    left: Mapping[str, str] = field(default_factory=dict)


def plan(
    kind: Pack,
    notebook: str,
    students: Sequence[str],
    people: Mapping[str, Person],
    origins: Mapping[str, Origin],
) -> Plan:
    """Return under which names the pages of `students` are packed."""
    members: dict[str, str] = {}
    left: dict[str, str] = {}
    owners: dict[str, str] = {}
    for student in students:
        person = people.get(student, Person(student))
        name, why = _NAMES[kind](student, person, origins.get(student), notebook)
        first = owners.setdefault(name, student)
        if not name:
            left[student] = why
        elif first != student:
            left[student] = f"the LMS has it under the same number as that of {first}"
        else:
            members[student] = name
    return Plan(members, left)


def write_zip(path: Path, members: Mapping[str, str], pages: Mapping[str, Path]) -> None:
    """Write the zip whole or not at all, page after page; raise OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".packing-") as folder:
        made = Path(folder) / path.name
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for student, name in members.items():
                info = zipfile.ZipInfo(name, _EARLIEST)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = 0o100644 << 16
                archive.writestr(info, pages[student].read_bytes())
        made.replace(path)


def write_folder(
    path: Path,
    members: Mapping[str, str],
    pages: Mapping[str, Path],
    people: Mapping[str, Person],
) -> None:
    """Write the folder and its table, in place of the one that was written before.

    Raises UsageError where something else lies at `path`, and OSError.
    """
    if path.exists() and not (path / TABLE).is_file():
        raise UsageError(f"{path} is there, and is none of ours", remedy="move it away")
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".packing-") as folder:
        made = Path(folder) / "new"
        made.mkdir()
        rows = [["id", "name", "email", "file"]]
        for student, name in members.items():
            (made / name).parent.mkdir()
            shutil.copyfile(pages[student], made / name)
            person = people.get(student, Person(student))
            rows.append([student, defused(person.full_name), defused(person.email), name])
        (made / TABLE).write_bytes(written(rows))
        if path.exists():
            path.rename(Path(folder) / "old")
        made.rename(path)


def _moodle(_student: str, person: Person, origin: Origin | None, notebook: str) -> tuple[str, str]:
    number = origin.number if origin and origin.layout == "moodle" else person.moodle
    if not number.isdecimal():
        return "", "their number in Moodle is not known: collect its download, or give a --roster"
    told = origin.name if origin and origin.layout == "moodle" else person.full_name
    name = _plain(told.replace("_", " ")) or "student"
    return f"{name}_{number}_assignfeedback_file/{notebook}{_ENDING}", ""


def _canvas(
    _student: str, _person: Person, origin: Origin | None, _notebook: str
) -> tuple[str, str]:
    if origin is None or origin.layout != "canvas":
        return "", "the name of their file in Canvas is not known: collect Canvas's download"
    stem = _plain(Path(origin.member).stem)
    if stem.rpartition("_")[2].startswith("link"):
        stem += "_feedback"  # Canvas takes what is called link... for a web address handed in
    parts = stem.split("_")
    numbers = [part for part in parts if re.fullmatch("[0-9]+", part)]
    if origin.number.isdecimal() and numbers[0] != origin.number:
        # A name of digits stands before the number that counts.
        stem = "_".join(parts[parts.index(origin.number) :])
    return f"{stem}{_ENDING}", ""


def _folder(
    student: str, _person: Person, _origin: Origin | None, notebook: str
) -> tuple[str, str]:
    return f"{student}/{notebook}{_ENDING}", ""


_NAMES = {Pack.MOODLE: _moodle, Pack.CANVAS: _canvas, Pack.FOLDER: _folder}


def _plain(name: str) -> str:
    """Return a name as it can stand in a path on every system."""
    kept = "".join(c if c.isprintable() and c not in '/\\:*?"<>|' else "-" for c in name)
    return kept.strip(" .~")
