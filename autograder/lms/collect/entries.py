"""One member of an archive, and what may be read of it.

Nothing that an archive says about itself (sizes, counts) is believed: bytes are counted as they
come out, and each limit ends one student's hand-in, not the class's.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from autograder.errors import SubmissionError
from autograder.lms.collect.names import shown
from autograder.notebooks import MAX_BYTES

CHUNK = 2**16
# Deflate reaches 1000, an honest notebook 20.
_BOMB_RATIO, _BOMB_FROM = 200, 2**20


@dataclass(frozen=True)
class Limits:
    """What is read of one download, in members and bytes."""

    members: int = 100_000
    nested_members: int = 2_000
    notebook: int = MAX_BYTES
    nested: int = 100 * 2**20  # a student's own archive, as it lies in the download
    student: int = 200 * 2**20
    total: int = 8 * 2**30


@dataclass(frozen=True)
class Entry:
    """A file in an archive; `fault` says why it is not read, "" where it may be.

    `parts` is empty where the name itself is the fault. `packed` is its size in the archive,
    0 where that says nothing about what it expands to.
    """

    index: int
    name: str
    parts: tuple[str, ...]
    time: datetime | None
    packed: int = 0
    fault: str = ""


class Archive(Protocol):
    """A download, or a student's own archive, opened."""

    entries: list[Entry]
    stopped: str  # why the listing ended before the archive did, "" where it did not

    def chunks(self, entry: Entry) -> Iterator[bytes]:
        """Yield the content of a member; SubmissionError where it is damaged."""
        ...

    def close(self) -> None:
        """Close the file."""
        ...


class Meter:
    """Copies members out of archives, counting, and stops at the first limit."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._total = 0
        self._by_owner: dict[str, int] = {}

    def copy(self, archive: Archive, entry: Entry, target: Path, *, most: int, owner: str) -> int:
        """Write a member to `target` and return its size; raise SubmissionError at a limit.

        An OSError is the disk's, for the archive's own become SubmissionErrors.
        """
        size = 0
        with target.open("xb") as file:
            for chunk in archive.chunks(entry):
                size += len(chunk)
                if size > most:
                    raise SubmissionError(f"it is larger than {_megabytes(most)}")
                self._count(len(chunk), owner)
                if entry.packed and size > max(_BOMB_FROM, entry.packed * _BOMB_RATIO):
                    raise SubmissionError("it expands too much to be honest (a zip bomb?)")
                file.write(chunk)
        return size

    def _count(self, size: int, owner: str) -> None:
        self._total += size
        self._by_owner[owner] = self._by_owner.get(owner, 0) + size
        if self._by_owner[owner] > self.limits.student:
            raise SubmissionError(
                f"this student's files are larger than {_megabytes(self.limits.student)} together"
            )
        if self._total > self.limits.total:
            raise SubmissionError(f"the download holds more than {_megabytes(self.limits.total)}")


def _megabytes(size: int) -> str:
    return f"{size / 2**20:.3g} MB"


@contextmanager
def damage_refused() -> Iterator[None]:
    """Turn whatever a library raises on hostile bytes into a SubmissionError."""
    try:
        yield
    except SubmissionError:
        raise
    except Exception as error:
        # zipfile, tarfile and the decompressors raise some fifteen kinds, RecursionError and
        # OverflowError among them, and none of them may end the class.
        reason = shown(" ".join(str(error).split()) or type(error).__name__)
        raise SubmissionError(f"it is damaged or cut off ({reason})") from None


def plausible(moment: datetime | None) -> datetime | None:
    """Return the time in UTC; None for none, for 1980 (zip's zero) and for the future."""
    if moment is None:
        return None
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:  # at either end of the calendar
        return None
    now = datetime.now(UTC)
    return moment if datetime(2000, 1, 1, tzinfo=UTC) <= moment <= now + timedelta(days=1) else None
