"""How much processor time a hand-in's processes had, and how long they waited for a core.

Whether a hand-in ran out of time by itself or for its neighbours' sake is told from these.
"""

import resource
import time
from pathlib import Path

from autograder.worker import memory


class Stopwatch:
    """Measures the processes of one hand-in, from its beginning to before and after its end."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._ran_before = _ran()

    def waited(self) -> float | None:
        """Return the seconds that those alive were ready to run and had no core.

        None where this kernel does not count them.
        """
        try:
            return sum(map(_waited, memory.descendants()))
        except ValueError:
            return None

    def told(self, waited: float | None) -> dict[str, float]:
        """Return what is told of a hand-in all of whose processes are reaped: seconds, by name.

        Where nobody counted how long they `waited`, it may have been all the time.
        """
        lived, ran = time.monotonic() - self._begun, _ran() - self._ran_before
        return {"lived": lived, "ran": ran, "waited": lived - ran if waited is None else waited}


def _ran() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _waited(pid: int) -> float:
    """Return what the threads of a process waited; ValueError where that is not counted."""
    waited = 0
    try:
        for thread in Path(f"/proc/{pid}/task").iterdir():
            _, delay, _ = (thread / "schedstat").read_text().split()
            waited += int(delay)
    except FileNotFoundError:
        if not Path("/proc/self/schedstat").exists():
            raise ValueError("this kernel has no scheduler statistics") from None
    except OSError:
        pass  # it ended meanwhile
    return waited / 1e9
