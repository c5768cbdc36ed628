"""The notebooks in a student's hand-in, and which of them is meant."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from autograder.errors import SubmissionError
from autograder.lms.collect.archives import ENDINGS, UNREADABLE_ENDINGS, opened
from autograder.lms.collect.entries import Archive, Entry, Meter
from autograder.lms.collect.layouts import Bundle, File
from autograder.lms.collect.names import is_junk, shown
from autograder.notebooks.names import is_variant, notebook_name

# What an LMS, a browser or Jupyter appends to the name of a later attempt.
_ATTEMPT = re.compile(r"(?: ?\((\d{1,9})\)|[ _-]copy ?(\d{0,9})|-(\d{1,9}))\Z", re.IGNORECASE)
_NAMED = 5


@dataclass(frozen=True)
class Candidate:
    """A notebook that was copied out of the download to `path`.

    `file` is the member of the download that it came in: itself, or the student's archive.
    """

    path: Path
    name: str
    file: File
    index: int
    size: int

    @property
    def where(self) -> str:
        """The name to show: of the member, and of the notebook in it where that is an archive."""
        outer = shown(self.file.entry.name)
        return outer if self.file.name == self.name else f"{outer}: {shown(self.name)}"

    @property
    def _attempt(self) -> tuple[int, datetime, int, int, int]:
        matched = _ATTEMPT.search(self.name.removesuffix(Path(self.name).suffix))
        number = int(next((g for g in matched.groups() if g), "1")) if matched else 0
        time = self.file.entry.time or datetime.min.replace(tzinfo=UTC)
        return self.file.order, time, number, self.file.entry.index, self.index

    def __lt__(self, other: "Candidate") -> bool:
        return self._attempt < other._attempt


@dataclass
class Gathered:
    """What was found for one student; `refused` names each member that was not taken, and why."""

    candidates: list[Candidate] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def gather(
    bundle: Bundle, archive: Archive, meter: Meter, folder: Path, zone: ZoneInfo
) -> Gathered:
    """Copy the notebooks of a hand-in to `folder`, out of the student's own archives as well."""
    found = Gathered()
    others: list[str] = []
    for file in sorted(bundle.files, key=lambda file: file.entry.index):
        kind = _kind(file.name)
        if file.entry.fault:
            found.refused.append(f"{shown(file.entry.name)}: {file.entry.fault}")
        elif kind == "other":
            others.append(file.name)
        else:
            try:
                _take(found, file, kind, archive, meter, folder, bundle.key, zone)
            except SubmissionError as error:
                found.refused.append(f"{shown(file.entry.name)}: {error.fault}")
    if others := [name for name in others if name != "timestamp.txt"]:
        found.notes.append(f"left out: {_listed(others)}")
    return found


def _take(
    found: Gathered,
    file: File,
    kind: str,
    archive: Archive,
    meter: Meter,
    folder: Path,
    owner: str,
    zone: ZoneInfo,
) -> None:
    if kind == "unreadable":
        raise SubmissionError("only zip and tar are opened: ask for the notebook itself")
    target = folder / str(file.entry.index)
    most = meter.limits.notebook if kind == "notebook" else meter.limits.nested
    size = meter.copy(archive, file.entry, target, most=most, owner=owner)
    if kind == "notebook":
        found.candidates.append(Candidate(target, file.name, file, 0, size))
        return
    with opened(target, zone, meter.limits, nested=True) as inner:
        others = _unpack(found, file, inner, target, meter, owner)
    target.unlink()
    if others:
        found.notes.append(f"left out of {shown(file.name)}: {_listed(others)}")


def _unpack(
    found: Gathered, file: File, inner: Archive, packed: Path, meter: Meter, owner: str
) -> list[str]:
    """Copy the notebooks out of an archive in the hand-in, and return what else lay in it."""
    others = []
    for entry in inner.entries:
        if entry.parts and is_junk(entry.parts):
            continue
        kind = _kind(entry.parts[-1]) if entry.parts else "other"
        if kind == "other" and not entry.fault:
            others.append(entry.name)
            continue
        target = packed.with_name(f"{packed.name}-{entry.index}")
        try:
            _check_inner(entry, kind)
            size = meter.copy(inner, entry, target, most=meter.limits.notebook, owner=owner)
        except SubmissionError as error:
            found.refused.append(f"{shown(file.name)}: {shown(entry.name)}: {error.fault}")
        else:
            name = entry.parts[-1]
            found.candidates.append(Candidate(target, name, file, entry.index, size))
    if inner.stopped:
        found.refused.append(f"{shown(file.entry.name)}: {inner.stopped}")
    return others


def _check_inner(entry: Entry, kind: str) -> None:
    if entry.fault:
        raise SubmissionError(entry.fault)
    if kind != "notebook":
        raise SubmissionError("an archive in an archive is not opened")


def choose(found: Gathered, expected: str) -> Candidate | None:
    """Return the notebook that is meant, the latest attempt at it, and note the others.

    None, with the reason among `refused`, where there is none or it would be a guess.
    """
    filled = [one for one in found.candidates if one.size]
    for one in found.candidates:
        if not one.size:
            found.refused.append(f"{one.where}: it is empty (0 bytes)")
    attempts = [one for one in filled if is_variant(one.name, expected)] or filled
    if not attempts:
        if not found.refused:
            found.refused.append("no notebook was handed in")
        return None
    if not is_variant(attempts[0].name, expected) and len({_stem(a.name) for a in attempts}) > 1:
        names = _listed([one.name for one in attempts])
        found.refused.append(
            f"none of the notebooks is called {expected}, and it cannot be told which one is"
            f" meant: {names}"
        )
        return None
    chosen = max(attempts)
    if chosen.name != expected:
        found.notes.append(f"it was called {shown(chosen.name)}")
    if others := [one.where for one in filled if one is not chosen]:
        found.notes.append(f"the latest attempt was taken, not {_listed(others)}")
    return chosen


def _kind(name: str) -> str:
    lower = notebook_name(name).lower()
    if lower.endswith(".ipynb"):
        return "notebook"
    if lower.endswith(UNREADABLE_ENDINGS):
        return "unreadable"
    return "archive" if lower.endswith(ENDINGS) else "other"


def _stem(name: str) -> str:
    stem = Path(notebook_name(name)).stem.casefold()
    while (shorter := _ATTEMPT.sub("", stem)) != stem:
        stem = shorter
    return stem


def _listed(names: list[str]) -> str:
    listed = ", ".join(shown(name) for name in names[:_NAMED])
    return listed + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")
