"""Writing files so that a reader, or a crash, never sees half of one."""

import contextlib
import os
import tempfile
from pathlib import Path

_PART = ".part"


def write_atomic(path: Path, data: bytes) -> None:
    """Write `data` to `path` whole or not at all: beside it first, then renamed over it.

    Raises OSError (disk full, no permission); `path` is then as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=_PART)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)  # mkstemp's 0600 would hide it from a co-TA
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


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
