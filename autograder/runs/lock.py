"""One `autograder grade` for each assignment of a course at a time.

The kernel's lock on a file: it ends with the process that holds it, however that ends, so a lock
that is left behind keeps nobody out. What is written in the file is for people.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from autograder.course import Assignment, Course
from autograder.errors import StorageError, UsageError


@contextmanager
def only_run(course: Course, assignment: Assignment) -> Iterator[None]:
    """Hold the lock of an assignment's reports; raise UsageError where another run holds it."""
    path = course.root / "autograded" / f".{assignment.id}.lock"
    try:
        descriptor = _locked(path)
    except OSError as error:
        raise StorageError(path, error) from None
    if descriptor is None:
        raise UsageError(
            f"another run grades {assignment.id} in this folder: {_holder(path)}",
            remedy="wait until it has ended, or stop it with Ctrl-C",
        )
    try:
        begun = datetime.now().astimezone().isoformat(" ", "seconds")
        said = f"process {os.getpid()} on {socket.gethostname()}, since {begun}\n"
        with suppress(OSError):  # no room for it on the disk: whatever needs some will say so
            os.write(descriptor, said.encode())
        yield
    finally:
        with suppress(OSError):
            path.unlink()
            path.parent.rmdir()  # only where nothing was graded
        os.close(descriptor)


def _locked(path: Path) -> int | None:
    """Return a descriptor of the file that holds the lock, None where another holds it."""
    import fcntl  # Windows, where students run `check`, has none

    while True:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except FileNotFoundError:
            continue  # the run before took the empty folder away
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_still(path, descriptor):
                os.ftruncate(descriptor, 0)
                return descriptor
        except BlockingIOError:
            os.close(descriptor)
            return None
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)  # the run before ended meanwhile and took its file away


def _is_still(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _holder(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip() or "it has just begun"
    except OSError:
        return "it is just ending"
