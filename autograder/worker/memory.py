"""How much memory all processes of a hand-in use together.

Limits of the kernel on address space hold for each process alone: twenty forks get around them.
So the server adds up, often and cheaply: first the resident sizes, which count shared pages too
often; only where that passes the limit the proportional sizes, which cost 2 ms a process. Pages of
files on disk count nowhere: how many of the libraries' a process has to itself goes by who else on
the machine has them. Files in tmpfs are memory as well, and so are their inodes. A process whose
first thread has ended tells nothing under its own number while its other threads live on: then one
of these is asked.
"""

import os
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

# A process gives itself a name, in which the kernel allows no line break.
_LINE = re.compile(rb"^(\w+):\s+(\d+) kB$", re.MULTILINE)
_INODE = 1024  # bytes of kernel memory that an empty file takes, roughly
_SHORTEST, _LONGEST = 0.02, 0.2  # seconds between two looks


@dataclass(frozen=True)
class Size:
    """Bytes of address space, and of resident memory without the pages of files on disk."""

    virtual: int
    resident: int


def own_bytes() -> Size:
    """Return the size of this process."""
    return _size("self")


def descendants() -> list[int]:
    """Return the pids of every process that this one is an ancestor of."""
    if os.getpid() == 1:
        return [int(path.name) for path in Path("/proc").glob("[0-9]*") if path.name != "1"]
    found: list[int] = []
    ahead = [os.getpid()]
    while ahead:
        pid = ahead.pop()
        children = _children(pid)
        found += children
        ahead += children
    return found


class Watch:
    """Tells whether a hand-in passed its limit of memory, in bytes."""

    def __init__(self, limit: int, tmpfs: list[str]) -> None:
        self._limit = limit
        self._tmpfs = tmpfs
        self.interval = _SHORTEST

    def exceeded(self) -> bool:
        """Measure; sets `interval` so that measuring takes a tenth of the time.

        It takes more where a hand-in makes measuring slow: that must not buy it time to grow.
        """
        start = time.monotonic()
        used = sum(_tmpfs_bytes(path) for path in self._tmpfs)
        resident = dict(map(_resident, descendants()))
        over = used + sum(resident.values()) > self._limit
        over = over and self._exceeded_in_proportion(used, resident)
        self.interval = min(_LONGEST, max(_SHORTEST, 10 * (time.monotonic() - start)))
        return over

    def _exceeded_in_proportion(self, used: int, numbers: Iterable[str]) -> bool:
        for pid in numbers:
            used += _proportional(pid)
            if used > self._limit:
                return True
        return False


def _children(pid: int) -> list[int]:
    # Every thread of a process has children of its own.
    found: list[int] = []
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += map(int, (task / "children").read_text().split())
    except OSError:
        pass  # it ended meanwhile
    return found


def _resident(pid: int) -> tuple[str, int]:
    """Return the number under which the kernel tells how much memory a process has, and that."""
    number = str(pid)
    if resident := _size(number).resident:
        return number, resident
    try:
        threads = [path.name for path in Path(f"/proc/{pid}/task").iterdir()]
    except OSError:
        return number, 0
    told = ((thread, _size(thread).resident) for thread in threads)
    return next((one for one in told if one[1]), (number, 0))


def _size(pid: str) -> Size:
    told = _kilobytes(f"/proc/{pid}/status")
    resident = told.get("RssAnon", 0) + told.get("RssShmem", 0)
    return Size(1024 * told.get("VmSize", 0), 1024 * resident)


def _proportional(pid: str) -> int:
    told = _kilobytes(f"/proc/{pid}/smaps_rollup")
    if "Pss_Anon" in told:
        return 1024 * (told["Pss_Anon"] + told["Pss_Shmem"])
    # A process that hides (not dumpable) is counted in full; one that ended counts nothing.
    return _size(pid).resident


def _kilobytes(path: str) -> dict[str, int]:
    """Return what a file of /proc says in kB, by name; nothing of a process that has ended."""
    try:
        said = Path(path).read_bytes()
    except OSError:
        return {}
    return {name.decode(): int(number) for name, number in _LINE.findall(said)}


def _tmpfs_bytes(path: str) -> int:
    stat = os.statvfs(path)
    return (stat.f_blocks - stat.f_bfree) * stat.f_frsize + (stat.f_files - stat.f_ffree) * _INODE
