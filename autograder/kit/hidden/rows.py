"""Which rows a training step sees: shuffled and cut into minibatches, rightly or with one fault.

Random orders are those that the student's `torch.manual_seed` and `torch.randperm` give on a CPU.
"""

from typing import Any

import torch

Parts = list[tuple[torch.Tensor, torch.Tensor]]


class Rows:
    """The minibatches of each epoch of a training on n rows, by the settings `order` and `parts`.

    `order` may be "in order", "once", "only x", "only y", "two orders", "never seeded", "seeded
    each epoch", "seeded by the epoch", "seeded with 42", "of a DataLoader" or "of the last epoch".
    `parts` may be "without the last", "so many", "chunks", "all at once", "one by one" or "tens".
    `of_x` and `of_y` are the rows of the latest epoch before they are cut.
    """

    def __init__(self, given: dict[str, Any], n: int, settings: Any, *, shuffled: bool) -> None:
        self._n, self._parts = n, settings.parts
        self._order = settings.order if shuffled else "in order"
        self._size = given["minibatch_size"] if shuffled else n
        self._seed = given["seed"] if shuffled else 0
        self._stream = torch.Generator().manual_seed(self._first_seed(given))
        once = self._order == "once"
        self._fixed = self._drawn() if once else torch.arange(n)
        self.of_x = self.of_y = self._fixed

    def of_epoch(self, epoch: int) -> Parts:
        """Return the rows of x and those of y of each minibatch."""
        if self._order == "seeded each epoch":
            self._stream.manual_seed(self._seed)
        elif self._order == "seeded by the epoch":
            self._stream.manual_seed(self._seed + epoch)
        self.of_x, self.of_y = self._both()
        return self._cut(self.of_x, self.of_y)

    def in_order(self) -> Parts:
        """Return the minibatches of rows that lie in the order of this epoch already."""
        return self._cut(torch.arange(self._n), torch.arange(self._n))

    def _first_seed(self, given: dict[str, Any]) -> int:
        if self._order.startswith("seeded with "):
            return int(self._order.removeprefix("seeded with "))
        return int(given["ambient_seed"] if self._order == "never seeded" else self._seed)

    def _both(self) -> tuple[torch.Tensor, torch.Tensor]:
        if self._order in ("in order", "once"):
            return self._fixed, self._fixed
        if self._order == "of a DataLoader":
            # It draws two seeds from the notebook's stream: for its workers, then for its sampler.
            drawn = torch.empty((), dtype=torch.int64)
            _, seed = (int(drawn.random_(generator=self._stream)) for _ in range(2))
            rows = torch.randperm(self._n, generator=torch.Generator().manual_seed(seed))
            return rows, rows
        rows = self._drawn()
        if self._order == "two orders":
            return rows, self._drawn()
        return (
            self._fixed if self._order == "only y" else rows,
            self._fixed if self._order == "only x" else rows,
        )

    def _drawn(self) -> torch.Tensor:
        return torch.randperm(self._n, generator=self._stream)

    def _cut(self, of_x: torch.Tensor, of_y: torch.Tensor) -> Parts:
        return list(zip(self._split(of_x), self._split(of_y), strict=True))

    def _split(self, rows: torch.Tensor) -> tuple[torch.Tensor, ...]:
        size = self._size
        if self._parts == "so many":
            return rows.chunk(size)
        if self._parts == "chunks":
            return rows.chunk(max(1, len(rows) // size))
        if self._parts == "without the last":
            rows = rows[: len(rows) // size * size]
        sizes = {"all at once": len(rows), "one by one": 1, "tens": 10}
        size = sizes.get(self._parts, size)
        return tuple(rows[begin : begin + size] for begin in range(0, len(rows), size))
