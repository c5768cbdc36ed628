"""Writing files so that a reader, or a crash, never sees half of one."""

import os
import tempfile
from pathlib import Path


def write_atomic(path: Path, data: bytes) -> None:
    """Write `data` to `path` whole or not at all: beside it first, then renamed over it.

    Raises OSError (disk full, no permission); `path` is then as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            os.fchmod(file.fileno(), 0o644)  # mkstemp's 0600 would hide it from a co-TA
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
