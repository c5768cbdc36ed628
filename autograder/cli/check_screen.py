"""What `autograder check --watch` shows: the task that is open, and what keys do to it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from rich.console import Group
from rich.text import Text

from autograder.cli import check_show
from autograder.cli.console import out
from autograder.preflight.result import Preflight
from autograder.preflight.saved import NotebookFile
from autograder.public.result import PublicResult, PublicStatus


@dataclass
class Screen:
    """One task, and how the others are; `draw` shows it."""

    tasks: list[str]
    first_hints: int
    has_keys: bool = False
    file: NotebookFile | None = None
    fault: str = ""
    ended: Preflight | None = None
    results: dict[str, PublicResult] = field(default_factory=dict)
    _chosen: str = ""  # by `n`
    _hinted: tuple[str, str | None] = ("", None)  # the task and the cause that hints were asked for
    _hints: int = 0

    def begin(self, file: NotebookFile) -> None:
        """Forget the results: `file` is being checked."""
        self.file, self.fault, self.ended, self.results = file, "", None, {}

    def press(self, key: str) -> None:
        """Show a further hint (h) or the next open task (n)."""
        shown = self.shown()
        if key == "h" and shown is not None:
            self._hints = min(self._asked(shown) + 1, len(shown.hints))
            self._hinted = (shown.task, shown.diagnosis)
        elif key == "n" and self._open():
            after = self.tasks.index(shown.task) if shown is not None else -1
            later = [task for task in self._open() if self.tasks.index(task) > after]
            self._chosen = (later or self._open())[0]

    def shown(self) -> PublicResult | None:
        """Return the task to show: the one that was chosen while it is open, or the first."""
        names = self._open()
        if self._chosen and self._chosen not in self.results and self.ended is None:
            return None
        name = self._chosen if self._chosen in names else next(iter(names), None)
        return self.results[name] if name else None

    def draw(self) -> None:
        """Write it to the terminal anew; elsewhere only what a whole run came to."""
        if out.is_terminal:
            out.clear()
        elif self.ended is None:
            return
        for part in self._parts():
            out.print(part)

    def _open(self) -> list[str]:
        return [
            task
            for task in self.tasks
            if task in self.results and self.results[task].status is not PublicStatus.PASS
        ]

    def _asked(self, result: PublicResult) -> int:
        return self._hints if self._hinted == (result.task, result.diagnosis) else self.first_hints

    def _parts(self) -> Iterator[Any]:
        assert self.file is not None
        yield Text(f"watching {self.file.path.name}", style="bold")
        yield Text()
        if self.fault:
            yield Text(f"{self.fault}: waiting until it is saved again", style="yellow")
        shown = self.shown()
        if shown is not None:
            yield check_show.task(shown, self._asked(shown), "press h" * self.has_keys)
        elif self.ended is None:
            yield Text("running your notebook from the top ...", style="dim")
        if self.ended is not None:
            yield Group(*check_show.below(self.file, self.ended, quiet=True))
            yield Text()
            yield check_show.summary(self.ended.results)
            if self.ended.passed:
                yield Text(f"before you hand in: autograder check {self.file.path.name} --final")
        if self.has_keys:
            yield Text("h another hint   n next open task   q quit", style="dim")
