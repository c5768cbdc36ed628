"""How much a run measures."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    """The peers grade `peers` hand-ins in each of `rounds`; ours those and larger classes.

    `classes` are graded with two jobs and `alone` with one; a class of `last` once, at the end.
    `patience` is after how many seconds a peer without a limit of its own is stopped.
    """

    rounds: int
    peers: int
    classes: tuple[int, ...]
    alone: tuple[int, ...]
    passes: int
    patience: float
    last: int | None = None

    @property
    def largest(self) -> int:
        """Return the size of the largest class."""
        return max(self.peers, *self.classes, *self.alone, self.last or 0)


DEFAULT = Sizes(2, 10, (10, 50, 100, 500), (10, 100, 500), passes=2, patience=60.0)
SMALL = Sizes(1, 2, (2, 6), (6,), passes=1, patience=20.0)
