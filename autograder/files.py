"""Writing files so that a reader, or a crash, never sees half of one."""

import contextlib
import errno
import os
import tempfile
from pathlib import Path

_PART = ".part"
# It can be read only by setting it; done here, before there are threads.
_UMASK = os.umask(0o077)
os.umask(_UMASK)
# What keeps any other file from being written as well.
_OF_ALL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EMFILE, errno.ENFILE, errno.ENOMEM}


def write_atomic(path: Path, data: bytes) -> None:
    """Write `data` to `path` whole or not at all: beside it first, then renamed over it.

    Raises OSError (disk full, no permission), which names `path`; that is then as it was.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=_PART)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            as_usual(Path(name))
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        error.filename, error.filename2 = str(path), None  # not of a file that nobody knows
        raise


def as_usual(path: Path) -> None:
    """Give a new file or folder the rights that this user's umask leaves it, as `open` would.

    What tempfile makes is nobody else's to read: a co-TA could not.
    """
    path.chmod((0o777 if path.is_dir() else 0o666) & ~_UMASK)


def concerns_all(error: OSError) -> bool:
    """Say whether no other file could be written either: the disk is full, or read-only."""
    return error.errno in _OF_ALL


def check_writable(path: Path) -> None:
    """Raise OSError where `write_atomic` could write no file to `path`, a full disk apart."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    folder = path.parent
    while not os.path.lexists(folder):
        folder = folder.parent
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    if not os.access(folder, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))


def remove_parts(folder: Path) -> None:
    """Remove what a writer that was killed left in `folder`; nobody may be writing there.

    Raises OSError.
    """
    with contextlib.suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") and entry.name.endswith(_PART):
                Path(entry.path).unlink()


def sync_folder(folder: Path) -> None:
    """Wait until the names in `folder` are on the disk: what is renamed later comes later.

    Raises OSError.
    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
