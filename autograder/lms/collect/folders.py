"""Reads a download that somebody has unpacked already; links in it are not followed."""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from autograder.errors import SubmissionError
from autograder.lms.collect.entries import CHUNK, Entry, damage_refused, plausible
from autograder.lms.collect.names import MAX_DEPTH, is_junk, parts_of


class FolderArchive:
    """A folder, listed."""

    def __init__(self, path: Path, most: int) -> None:
        self.stopped = ""
        self.entries: list[Entry] = []
        self._paths: list[str] = []
        for found, fault in _files(_listed(str(path)), 0):
            if len(self._paths) >= most:
                self.stopped = f"it holds more than {most} files"
                break
            relative = os.path.relpath(found.path, path)
            entry = _entry(len(self._paths), relative, found)
            if fault:
                # A file in it, so that it is known whose folder it is.
                entry = replace(entry, parts=(*entry.parts, "…"), fault=fault)
            self.entries.append(entry)
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


def _files(
    entries: Iterable[os.DirEntry[str]], depth: int
) -> Iterator[tuple[os.DirEntry[str], str]]:
    """Yield the files, and, with the reason, the folders that cannot be listed."""
    for entry in entries:
        if not entry.is_dir(follow_symlinks=False) or depth == MAX_DEPTH:
            yield entry, ""
        elif not is_junk((entry.name,)):
            try:
                inner = _listed(entry.path)
            except OSError as error:
                yield entry, f"the folder cannot be read: {error.strerror}"
            else:
                yield from _files(inner, depth + 1)


def _listed(folder: str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as scan:
        return sorted(scan, key=lambda entry: entry.name)


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
            fault = "it is not a plain file"
    except SubmissionError as error:
        fault = error.fault
    except (OSError, ValueError, OverflowError) as error:
        fault = f"it cannot be read: {error}"
    return Entry(index, name, parts, time, fault=fault)
