"""What a student sees of a check in a terminal."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from autograder.preflight.hidden import Finding, hidden_state, reason
from autograder.preflight.result import Preflight
from autograder.preflight.saved import NotebookFile
from autograder.public.picture import described
from autograder.public.render import headline
from autograder.public.result import PublicResult, PublicStatus

_MARKS = {PublicStatus.PASS: ("✓", "green"), PublicStatus.OPEN: ("○", "yellow")}
_WRONG = ("✗", "red")
_IN = (0, 0, 0, 2)
_PROMISE = "The grading uses other inputs."


@dataclass(frozen=True)
class Shown:
    """What there is to show of one check; `wanted` is the name that the file is handed in under."""

    file: NotebookFile
    preflight: Preflight
    problems: Sequence[str]
    hints: int
    wanted: str


def show(screen: Console, shown: Shown, *, final: bool) -> None:
    """Print each task, then what fails from the top, then what is odd about the file."""
    results = shown.preflight.results
    for result in results:
        another = f"autograder check {shown.file.path.name} --task {result.task} --hints"
        screen.print(task(result, shown.hints, f"{another} {shown.hints + 1}"))
    for part in below(shown.file, shown.preflight):
        screen.print(part)
    _problems(screen, shown.problems)
    if final:
        _final(screen, shown)
    screen.print()
    screen.print(summary(results), highlight=False)


def task(result: PublicResult, hints: int, another: str) -> RenderableType:
    """Return one task: what holds, what does not, why, and the first `hints` hints.

    `another` says how to get one more; "" where there is no way.
    """
    mark, colour = _MARKS.get(result.status, _WRONG)
    head = _row((mark, f"bold {colour}"), _coded(headline(result), bold=True))
    return Group(
        head, *(Padding(line, _IN, expand=False) for line in _lines(result, hints, another))
    )


def below(
    file: NotebookFile, preflight: Preflight, *, quiet: bool = False
) -> Iterator[RenderableType]:
    """Yield what fails from the top: first what once worked, then the other cells that fail.

    Where `quiet`, only what is certain: who saves without running has old outputs in the file.
    """
    found = [f for f in hidden_state(file, preflight) if f.certain or not quiet]
    if any(finding.certain for finding in found):
        yield _block("Works in your kernel, fails when run from the top:", found, "bold red")
    elif found:
        yield _block("The saved outputs say otherwise:", found, "bold")
    if others := list(_failing(file, preflight)):
        yield _block("Cells that fail when run from the top:", others, "bold")


def summary(results: Sequence[PublicResult]) -> Text:
    """Return how many tasks hold, in words that promise no more than that."""
    held = sum(result.status is PublicStatus.PASS for result in results)
    noun = "task" if len(results) == 1 else "tasks"
    text = Text(f"{held} of {len(results)} {noun}: the public checks pass. ")
    return text.append(_PROMISE if held == len(results) else "", style="dim")


def _lines(result: PublicResult, hints: int, another: str) -> Iterator[RenderableType]:
    if result.where:
        yield Text(result.where, style="cyan")
    if result.status in (PublicStatus.OPEN, PublicStatus.PASS):
        return
    yield from (_row(("✓", "green"), _coded(title)) for title in result.holds)
    if result.wrong:
        yield _row(("✗", "red"), _coded(f"not yet: {result.wrong}"))
    if count := len(result.unseen):
        words = f"{count} more {'check runs' if count == 1 else 'checks run'} once this one passes"
        yield _row(("·", ""), Text(words))
    for name, value in (("expected:", result.expected), ("yours:", result.received)):
        if value:
            yield _row((name, "dim"), Text(value))
    if result.picture is not None:
        yield _coded(described(result.picture))
    for hint in result.hints[:hints]:
        yield _row(("hint:", "bold"), _coded(hint))
    if len(result.hints) > hints and another:
        yield Text(f"another hint: {another}", style="dim")
    if result.lecture:
        yield Text.assemble(("look again at ", "dim"), _coded(result.lecture))


def _row(mark: tuple[str, str], words: Text) -> Table:
    """Return words behind a mark, indented where they wrap."""
    row = Table.grid(padding=(0, 1))
    row.add_column(no_wrap=True)
    row.add_column(overflow="fold")
    row.add_row(Text(*mark), words)
    return row


def _failing(file: NotebookFile, preflight: Preflight) -> Iterator[Finding]:
    """Yield the cells that fail and were not named yet; an open task is no news."""
    results = {result.task: result for result in preflight.results}
    named = {finding.cell_id for finding in hidden_state(file, preflight)}
    for cell_id, fault in preflight.faults.items():
        saved = file.by_id[cell_id]
        own = results.get(saved.cell.grade_id or "")
        told = own is not None and own.status is not PublicStatus.PASS
        if told or not fault.is_news or cell_id in named:
            continue
        why = reason(file, preflight, fault.words, saved)
        yield Finding(f"cell {saved.name}: {fault.words}", why)


def _block(title: str, found: Sequence[Finding], style: str) -> RenderableType:
    lines: list[RenderableType] = []
    for finding in found:
        lines.append(Padding(_coded(finding.fault), _IN, expand=False))
        if finding.reason:
            why = _row(("→", ""), _coded(finding.reason))
            lines.append(Padding(why, (0, 0, 0, 4), expand=False))
    return Group(Text(), Text(title, style=style), *lines)


def _problems(screen: Console, problems: Sequence[str]) -> None:
    if problems:
        screen.print()
    for problem in problems:
        screen.print(_row(("!", "yellow"), _coded(problem)))


def _final(screen: Console, shown: Shown) -> None:
    """Say what would count as missing if this were handed in, and whether to do so."""
    short = [r for r in shown.preflight.results if r.status is not PublicStatus.PASS]
    open_tasks = [r.task for r in short if r.status is PublicStatus.OPEN]
    failing = [r.task for r in short if r.status is not PublicStatus.OPEN]
    screen.print()
    if open_tasks:
        screen.print(f"graded as missing: {', '.join(open_tasks)} (open)", highlight=False)
    if failing:
        screen.print(f"will lose points: {', '.join(failing)}", highlight=False)
    if short:
        screen.print("handed in now, these tasks would cost points: work on them first")
    else:
        renamed = shown.file.path.name != shown.wanted
        how = f"name this file {shown.wanted}, and hand it in" if renamed else "hand this file in"
        screen.print(Text(f"nothing is missing: {how}", style="green"))


def _coded(words: str, *, bold: bool = False) -> Text:
    """Return words, what stands in backticks in another colour."""
    text = Text(style="bold" if bold else "")
    for place, part in enumerate(re.split(r"`([^`]+)`", words)):
        text.append(part, style="cyan" if place % 2 else "")
    return text
