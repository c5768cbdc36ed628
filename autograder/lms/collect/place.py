"""Puts a hand-in at submitted/<student>/<assignment>/, whole or not at all.

A new folder is filled beside it, in submitted/ itself and so on the same file system, and swapped
in by renaming. What it takes the place of is kept under submitted/.replaced/. Beside the notebook
lies .collected.json, which says what was collected and how new that was: times of the hand-in
alone would not tell two downloads from Canvas apart.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from enum import StrEnum
from pathlib import Path

from autograder.errors import SubmissionError
from autograder.files import write_atomic
from autograder.lms.collect import times
from autograder.lms.collect.origin import RECORD, Origin, read_record
from autograder.notebooks import read_bytes
from autograder.notebooks.submissions import REPLACED
from autograder.timestamps import parse_timestamp


class Fate(StrEnum):
    """What became of a hand-in."""

    NEW = "new"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    OLDER = "older"  # than the one there, which stays
    REFUSED = "refused"


@dataclass(frozen=True)
class Ready:
    """A notebook to put into a student's folder.

    `time` is when it was handed in, `seen` how new the file is: the same where the download tells
    the true times, and the time of the download where it does not. `origin` is what the download
    called it.
    """

    notebook: Path
    name: str
    time: datetime | None
    seen: datetime | None
    member: str
    origin: Origin = field(default_factory=lambda: Origin(layout="", member=""))


def fate_of(folder: Path, ready: Ready, home: tzinfo) -> Fate:
    """Return what is to become of a hand-in, given what lies at `folder`; `home` is the timezone.

    Raises SubmissionError where `folder` is none of ours to touch, or it cannot be told which
    of two is newer.
    """
    for place in (folder.parent, folder):
        if place.is_symlink():
            raise SubmissionError(f"{place.name}/ in submitted/ is a link, which is not followed")
        if os.path.lexists(place) and not place.is_dir():
            raise SubmissionError(f"a file called {place.name} is in the way in submitted/")
    if not folder.exists() or not any(folder.iterdir()):
        return Fate.NEW
    record = read_record(folder)
    if _sha256(ready.notebook) in (record.get("sha256"), _sha256(folder / ready.name)):
        return Fate.UNCHANGED
    there = _moment(record.get("seen")) or _timestamp(folder, home)
    if there is None:
        return Fate.REPLACED
    if ready.seen is None:
        raise SubmissionError(
            "another hand-in is there, and the download has no time to tell which is newer: to"
            " take this one, remove the other"
        )
    return Fate.OLDER if ready.seen < there else Fate.REPLACED


def place(submitted: Path, staging: Path, student: str, assignment: str, ready: Ready) -> None:
    """Put a hand-in into the student's folder; raise OSError, with everything as it was."""
    fresh = staging / "fresh" / student
    fresh.mkdir(parents=True)
    write_atomic(fresh / ready.name, ready.notebook.read_bytes())
    if ready.time:
        write_atomic(fresh / "timestamp.txt", f"{times.written(ready.time)}\n".encode())
    record = {
        "file": ready.member,
        "sha256": _sha256(ready.notebook),
        "seen": ready.seen.isoformat() if ready.seen else None,
        "time": ready.time.isoformat() if ready.time else None,
    }
    _write_record(fresh, record, ready.origin)
    target = submitted / student / assignment
    target.parent.mkdir(exist_ok=True)
    _swap(fresh, target, submitted / REPLACED / student / assignment)


def note_origin(folder: Path, ready: Ready) -> None:
    """Note what the download calls a hand-in that lies in `folder` already.

    The same file handed in once more has a new name in Canvas, which takes feedback under that.
    """
    record = read_record(folder)
    there, seen = _moment(record.get("seen")), ready.seen
    older = there is not None and seen is not None and seen < there
    if not older and record.get("origin") != ready.origin.model_dump():
        _write_record(folder, record, ready.origin)


def _write_record(folder: Path, record: Mapping[str, object], origin: Origin) -> None:
    told = {**record, "origin": origin.model_dump()}
    write_atomic(folder / RECORD, json.dumps(told, indent=1).encode() + b"\n")


def _swap(fresh: Path, target: Path, history: Path) -> None:
    """Rename `fresh` to `target`, and what is there into `history`; undo that if it fails."""
    if not target.exists():
        fresh.rename(target)
        return
    history.mkdir(parents=True, exist_ok=True)
    number = 1 + max((int(p.name) for p in history.iterdir() if p.name.isdecimal()), default=0)
    kept = history / str(number)
    try:
        target.rename(kept)
        fresh.rename(target)
    except BaseException:  # Ctrl-C as well
        if kept.exists() and not target.exists():
            kept.rename(target)
        raise


def _moment(value: object) -> datetime | None:
    return parse_timestamp(value) if isinstance(value, str) else None


def _timestamp(folder: Path, home: tzinfo) -> datetime | None:
    try:
        text = read_bytes(folder / "timestamp.txt").decode("utf-8-sig", "replace")
    except SubmissionError:
        return None
    return parse_timestamp(text, home)


def _sha256(path: Path) -> str | None:
    try:
        return hashlib.sha256(read_bytes(path)).hexdigest()
    except SubmissionError:
        return None
