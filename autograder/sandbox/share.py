"""How the graders of one machine share it: each has cores of its own, and one may be let alone."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

_GATE, _ROOM = 0, 1  # bytes of the file that are locked


@dataclass(frozen=True)
class Share:
    """One grader's part of the machine: cores for its hand-ins, and what `Turns` locks."""

    cores: frozenset[int] = frozenset()
    turns: int | None = None


def shares(jobs: int) -> list[Share]:
    """Return the shares of so many graders that work side by side on this machine.

    They have one descriptor, which is the caller's to close.
    """
    turns = None
    if jobs > 1:
        turns, path = tempfile.mkstemp()
        os.unlink(path)  # noqa: PTH108 - it has no name from here on
    return [Share(cores, turns) for cores in shared_cores(jobs)]


def shared_cores(jobs: int) -> list[frozenset[int]]:
    """Return for each of so many graders the cores that its hand-ins run on.

    Empty, for any core, where there is nothing to share or no way to do it.
    """
    if jobs < 2 or not hasattr(os, "sched_getaffinity"):
        return [frozenset()] * jobs
    cores = sorted(os.sched_getaffinity(0))
    if jobs <= len(cores):
        return [frozenset(cores[job::jobs]) for job in range(jobs)]
    return [frozenset({cores[job % len(cores)]}) for job in range(jobs)]


class Turns:
    """Hand-ins are graded beside each other, or one alone, by the processes that share a file.

    The kernel's locks on two bytes of the file behind `descriptor`: they end with the process that
    holds them. Whoever wants to be alone keeps the gate, so that those inside leave and nobody
    enters. Without a descriptor nobody waits for anybody.
    """

    def __init__(self, descriptor: int | None = None) -> None:
        self._descriptor = descriptor

    @contextmanager
    def beside(self) -> Iterator[None]:
        """Hold a place beside others."""
        with self._inside(alone=False):
            yield

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the whole place, once the others have left it; not from within `beside`."""
        with self._inside(alone=True):
            yield

    @contextmanager
    def _inside(self, *, alone: bool) -> Iterator[None]:
        if self._descriptor is None:
            yield
            return
        import fcntl  # Windows, where students run `check`, has none

        fcntl.lockf(self._descriptor, fcntl.LOCK_EX, 1, _GATE)
        try:
            fcntl.lockf(self._descriptor, fcntl.LOCK_EX if alone else fcntl.LOCK_SH, 1, _ROOM)
        finally:
            fcntl.lockf(self._descriptor, fcntl.LOCK_UN, 1, _GATE)
        try:
            yield
        finally:
            fcntl.lockf(self._descriptor, fcntl.LOCK_UN, 1, _ROOM)
