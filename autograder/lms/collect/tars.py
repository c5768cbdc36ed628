"""Reads a tar, packed or not, member by member; `extract` is never called.

A packed tar has no list: finding the members means unpacking all before them. So what it expands
to is bounded as a whole, and one that goes beyond ends there, with what came before it read.
"""

import bz2
import gzip
import io
import lzma
import re
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from autograder.errors import SubmissionError
from autograder.lms.collect.entries import CHUNK, Entry, damage_refused, plausible
from autograder.lms.collect.names import parts_of

# tarfile takes a member's extra headers in one read, as long as the archive declares.
_MAX_HEADER = 2**16
# Over a run of digits in one, the searches of Python before 3.11.10 take the square of its length.
_MANY_DIGITS = re.compile(rb"\d{100}")
_BLOCK = 512


class TarArchive:
    """A tar, listed as far as it can be."""

    def __init__(self, path: Path, most: int, most_bytes: int) -> None:
        self.entries: list[Entry] = []
        self.stopped = ""
        self._members: list[tarfile.TarInfo] = []
        self._stream = _Bounded(_unpacked(path), most_bytes)
        try:
            with damage_refused():
                self._tar = tarfile.open(fileobj=self._stream, mode="r:")  # noqa: SIM115
            self._list(most)
            if self.stopped and not self.entries:
                raise SubmissionError(self.stopped)
        except BaseException:
            self._stream.close()
            raise

    def _list(self, most: int) -> None:
        try:
            with damage_refused():
                for member in self._tar:
                    if len(self._members) >= most:
                        raise SubmissionError(f"it holds more than {most} files")
                    if self._tar.offset <= member.offset:  # tarfile would read it for ever
                        raise SubmissionError("it is damaged: a size in it is below zero")
                    self._members.append(member)
                    if not member.isdir():
                        self.entries.append(_entry(len(self._members) - 1, member))
                # tarfile takes a header that is none for the end.
                self._stream.seek(self._tar.offset)
                if self._stream.read(_BLOCK).strip(b"\0") or not self._at_end():
                    raise SubmissionError("it is damaged or cut off")
        except SubmissionError as error:
            self.stopped = error.fault
        self._stream.listing = False

    def _at_end(self) -> bool:
        """Say whether the zeros that end a tar are there."""
        self._stream.seek(self._tar.offset)
        return len(self._stream.read(_BLOCK)) == _BLOCK

    def chunks(self, entry: Entry) -> Iterator[bytes]:
        """Yield a member's content."""
        with damage_refused():
            file = self._tar.extractfile(self._members[entry.index])
            if file is None:
                raise SubmissionError("it is not a plain file")
            while chunk := file.read(CHUNK):
                yield chunk

    def close(self) -> None:
        """Close the file."""
        self._tar.close()
        self._stream.close()


class _Bounded(io.RawIOBase):
    """A stream that ends with a SubmissionError beyond `most` bytes, and gives little at once.

    While `listing`, what is read are headers.
    """

    def __init__(self, stream: Any, most: int) -> None:
        self._stream = stream
        self._most = most
        self.listing = True

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= _MAX_HEADER:
            raise SubmissionError("it is damaged: a header in it is too long")
        data: bytes = self._stream.read(size)
        self._check(self._stream.tell())
        if self.listing and _MANY_DIGITS.search(data):
            raise SubmissionError("it is damaged: a number in a header of it is too long")
        return data

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._check(offset)
        return int(self._stream.seek(offset, whence))

    def tell(self) -> int:
        return int(self._stream.tell())

    def close(self) -> None:
        self._stream.close()
        super().close()

    def _check(self, position: int) -> None:
        if position > self._most:
            raise SubmissionError(f"it expands to more than {self._most / 2**20:g} MB")


def _unpacked(path: Path) -> IO[bytes] | gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile:
    with path.open("rb") as file:
        magic = file.read(6)
    if magic.startswith(b"\x1f\x8b"):
        return gzip.open(path)
    if magic.startswith(b"BZh"):
        return bz2.open(path)
    if magic == b"\xfd7zXZ\0":
        return lzma.open(path)
    return path.open("rb")


def _entry(index: int, member: tarfile.TarInfo) -> Entry:
    # Bytes that are not UTF-8 arrive as surrogates: most such names are of old Windows.
    name = member.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if "\ufffd" in name:
        name = member.name.encode("utf-8", "surrogateescape").decode("cp1252", "replace")
    parts: tuple[str, ...] = ()
    fault = ""
    try:
        parts = parts_of(name)
        if member.issym() or member.islnk():
            fault = "it is a link"
        elif not member.isreg():
            fault = "it is not a plain file"
    except SubmissionError as error:
        fault = error.fault
    return Entry(index, name, parts, _time(member.mtime), fault=fault)


def _time(seconds: float) -> datetime | None:
    try:
        return plausible(datetime.fromtimestamp(seconds, UTC))
    except (ValueError, OverflowError, OSError):
        return None
