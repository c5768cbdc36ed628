"""Reads a zip member by member; `extract` is never called.

What zipfile would take in one gulp is bounded: the list of members is one read, whose size the
archive declares, so a cap on reads is a cap on members before any of them is parsed.
"""

import io
import stat
import struct
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

from autograder.errors import SubmissionError
from autograder.lms.collect.entries import CHUNK, Entry, damage_refused, plausible
from autograder.lms.collect.names import parts_of

_LOCAL_HEADER = 30
_BYTES_PER_MEMBER = 200  # in the list, the name and its fields
_ENCRYPTED = 0x1 | 0x40
_UTF8 = 0x800
# The others (LZMA) allocate what the archive asks for.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)


class ZipArchive:
    """A zip, listed; times without a zone are taken in `zone`."""

    stopped = ""

    def __init__(self, path: Path, zone: ZoneInfo, most: int) -> None:
        with damage_refused():
            self._stream = _CappedReads(path, max(most * _BYTES_PER_MEMBER, 2**17))
            try:
                self._zip = zipfile.ZipFile(self._stream)
                self._infos = self._zip.infolist()
                if len(self._infos) > most:
                    raise SubmissionError(f"it holds more than {most} files")
                overlapping = _overlapping(self._infos, self._zip.start_dir)
                self.entries = [
                    _entry(index, info, zone, overlapping)
                    for index, info in enumerate(self._infos)
                    if not _name(info).endswith(("/", "\\"))
                ]
            except BaseException:
                self._stream.close()
                raise

    def chunks(self, entry: Entry) -> Iterator[bytes]:
        """Yield a member's content; its checksum is compared at the end."""
        with damage_refused(), self._zip.open(self._infos[entry.index]) as member:
            while chunk := member.read(CHUNK):
                yield chunk

    def close(self) -> None:
        """Close the file."""
        self._zip.close()
        self._stream.close()


class _CappedReads(io.FileIO):
    """A file of which nobody reads more than `most` bytes at once."""

    def __init__(self, path: Path, most: int) -> None:
        super().__init__(path)
        self._most = most
        self._size = self.seek(0, io.SEEK_END)
        self.seek(0)

    def read(self, size: int | None = -1) -> bytes:
        if size is None or size < 0:
            size = self._size - self.tell()
        if size > self._most:
            raise SubmissionError("its list of files is too long")
        return super().read(size) or b""


def _entry(index: int, info: zipfile.ZipInfo, zone: ZoneInfo, overlapping: set[int]) -> Entry:
    name = _name(info)
    parts: tuple[str, ...] = ()
    fault = ""
    try:
        parts = parts_of(name)
        fault = (
            "it shares its bytes with another member" if id(info) in overlapping else _kind(info)
        )
    except SubmissionError as error:
        fault = error.fault
    return Entry(index, name, parts, _time(info, zone), max(info.compress_size, 1), fault)


def _kind(info: zipfile.ZipInfo) -> str:
    """Return why this is no file to read, "" where it is one."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "it is a link"
    if kind not in (0, stat.S_IFREG):
        return "it is not a plain file"
    if info.flag_bits & _ENCRYPTED:
        return "it is protected by a password"
    if info.compress_type not in _METHODS:
        return "it is packed in a way that is not read: plain zip is"
    return ""


def _overlapping(infos: list[zipfile.ZipInfo], end: int) -> set[int]:
    """Return the ids of the members whose bytes are also another's, or the list's."""
    ordered = sorted(infos, key=lambda info: info.header_offset)
    found = {
        id(info)
        for first, second in pairwise(ordered)
        if first.header_offset + _LOCAL_HEADER + first.compress_size > second.header_offset
        for info in (first, second)
    }
    reaching = {id(i) for i in infos if i.header_offset + _LOCAL_HEADER + i.compress_size > end}
    return found | reaching


def _name(info: zipfile.ZipInfo) -> str:
    """Return the name as written: many programs write UTF-8 and do not say so."""
    name = info.orig_filename
    if not info.flag_bits & _UTF8:
        try:
            return name.encode("cp437").decode()
        except UnicodeError:
            pass
    return name


def _time(info: zipfile.ZipInfo, zone: ZoneInfo) -> datetime | None:
    """Return the time of a member: in UTC where the zip says so (Unix, macOS), else local."""
    try:
        seconds = _unix_time(info.extra)
        if seconds is not None:
            return plausible(datetime.fromtimestamp(seconds, UTC))
        return plausible(datetime(*info.date_time, tzinfo=zone))
    except (ValueError, OverflowError, OSError):
        return None


def _unix_time(extra: bytes) -> int | None:
    """Return the modification time of the "extended timestamp" field, None where it is not."""
    while len(extra) >= 4:
        tag, size = struct.unpack("<HH", extra[:4])
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if tag == 0x5455 and len(field) >= 5 and field[0] & 1:
            return int(struct.unpack("<i", field[1:5])[0])
    return None
