"""How much a run measures."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    """The peers grade `peers` hand-ins in each of `rounds`; ours those and larger classes.

    `small` classes are graded by nbgrader and by ours as it comes, `classes` with two jobs and
    `alone` with one; once, at the end, a class of `alone_last` with one job and one of `last` with
    two. One hand-in alone is timed `times` times, one job and two beside each other `pairs` times.
    `patience` is after how many seconds a peer without a limit of its own is stopped.
    """

    rounds: int
    peers: int
    small: tuple[int, ...]
    classes: tuple[int, ...]
    alone: tuple[int, ...]
    times: int
    pairs: int
    passes: int
    patience: float
    alone_last: int | None = None
    last: int | None = None

    @property
    def largest(self) -> int:
        """Return the size of the largest class."""
        often = (self.peers, *self.small, *self.classes, *self.alone)
        return max(*often, self.alone_last or 0, self.last or 0)


DEFAULT = Sizes(
    rounds=2,
    peers=10,
    small=(1, 2, 12),
    classes=(10, 100, 500),
    alone=(10, 100),
    times=7,
    pairs=4,
    passes=2,
    patience=60.0,
    alone_last=500,
)
SMALL = Sizes(
    rounds=1,
    peers=2,
    small=(1, 3),
    classes=(2, 6),
    alone=(6,),
    times=2,
    pairs=2,
    passes=1,
    patience=20.0,
)
