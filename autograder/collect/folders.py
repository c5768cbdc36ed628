"""Reads a download that somebody has unpacked already; links in it are not followed."""

import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from autograder.collect.entries import CHUNK, Entry, damage_refused, plausible
from autograder.collect.names import MAX_DEPTH, is_junk, parts_of
from autograder.errors import SubmissionError


class FolderArchive:
    """A folder, listed."""

    def __init__(self, path: Path, most: int) -> None:
        self.stopped = ""
        self.entries: list[Entry] = []
        self._paths: list[str] = []
        for found in _files(str(path), 0):
            if len(self._paths) >= most:
                self.stopped = f"it holds more than {most} files"
                break
            relative = os.path.relpath(found.path, path)
            self.entries.append(_entry(len(self._paths), relative, found))
            self._paths.append(found.path)

    def chunks(self, entry: Entry) -> Iterator[bytes]:
        """Yield a file's content."""
        with damage_refused():
            # NONBLOCK, for opening a FIFO would wait for its writer.
            flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
            with os.fdopen(os.open(self._paths[entry.index], flags), "rb") as file:
                while chunk := file.read(CHUNK):
                    yield chunk

    def close(self) -> None:
        """Nothing is open."""


def _files(folder: str, depth: int) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as scan:
        entries = sorted(scan, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False) and depth < MAX_DEPTH:
            if not is_junk((entry.name,)):
                yield from _files(entry.path, depth + 1)
        else:
            yield entry


def _entry(index: int, relative: str, found: os.DirEntry[str]) -> Entry:
    # A name that is not UTF-8 was most likely written by an old Windows.
    raw = os.fsencode(relative)
    try:
        name = raw.decode()
    except UnicodeDecodeError:
        name = raw.decode("cp1252", "replace")
    parts: tuple[str, ...] = ()
    fault, time = "", None
    try:
        parts = parts_of(name)
        status = found.stat(follow_symlinks=False)
        time = plausible(datetime.fromtimestamp(status.st_mtime, UTC))
        if stat.S_ISLNK(status.st_mode):
            fault = "it is a link"
        elif not stat.S_ISREG(status.st_mode):
            fault = "it is no plain file"
    except SubmissionError as error:
        fault = error.fault
    except (OSError, ValueError, OverflowError) as error:
        fault = f"it cannot be read: {error}"
    return Entry(index, name, parts, time, fault=fault)
