"""Opens a download, or a student's own archive, by what it is and not by what it is called."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

from autograder.errors import SubmissionError
from autograder.lms.collect.entries import Archive, Limits
from autograder.lms.collect.folders import FolderArchive
from autograder.lms.collect.tars import TarArchive
from autograder.lms.collect.zips import ZipArchive

# What is opened inside of a hand-in.
ENDINGS = (".zip", ".tar", ".tgz", ".tbz2", ".txz", ".gz", ".bz2", ".xz")
UNREADABLE_ENDINGS = (".rar", ".7z", ".zst")


@contextmanager
def opened(
    path: Path, zone: ZoneInfo, limits: Limits, *, nested: bool = False
) -> Iterator[Archive]:
    """Open what lies at `path`; raise SubmissionError where it is no archive that can be read."""
    archive = _open(path, zone, limits, nested)
    try:
        yield archive
    finally:
        archive.close()


def _open(path: Path, zone: ZoneInfo, limits: Limits, nested: bool) -> Archive:
    members = limits.nested_members if nested else limits.members
    if path.is_dir():
        return FolderArchive(path, members)
    if _is_zip(path):
        return ZipArchive(path, zone, members)
    try:
        return TarArchive(path, members, limits.student if nested else limits.total)
    except SubmissionError as error:
        raise SubmissionError(f"it cannot be opened as zip or tar: {error.fault}") from None


def _is_zip(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(512)
    if head[257:262] == b"ustar" or head.startswith((b"\x1f\x8b", b"BZh", b"\xfd7zXZ")):
        return False  # zipfile would find the end of a zip that is the last file of a tar
    return head.startswith(b"PK") or zipfile.is_zipfile(path)
