"""What an audit found, for the terminal: pure functions of it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich import box
from rich.markup import escape
from rich.table import Table

if TYPE_CHECKING:
    from autograder.authoring.audit import Audit, Row

_MOST_BLIND = 10  # of one assignment


def audit_table(audit: "Audit") -> Table:
    """Return one row for each question that was asked of each assignment."""
    table = Table(box=box.SIMPLE_HEAD, title=_title(audit))
    for name in ("assignment", "what must hold", "asked of", "result"):
        table.add_column(name, justify="right" if name == "asked of" else "left")
    above = ""
    for row in audit.rows:
        if above and row.assignment != above:
            table.add_section()
        name = escape(row.assignment) if row.assignment != above else ""
        table.add_row(name, row.question.words, str(row.asked), _result(row))
        above = row.assignment
    return table


def mutants_table(audit: "Audit") -> Table:
    """Return one row for each task whose answers were mutated, and one for all of them."""
    table = Table(box=box.SIMPLE_HEAD, title=_title(audit), show_footer=True)
    total = [0] * 5
    counted = [(one.mutants, one.lost, one.named, one.right, one.survived) for one in audit.mutants]
    total = [sum(column) for column in zip(*counted, strict=True)] or total
    names = ("mutants", "lost points", "of these named", "written down", "survived")
    table.add_column("assignment", "all")
    table.add_column("task")
    for name, number in zip(names, total, strict=True):
        table.add_column(name, str(number), justify="right")
    above = ""
    for row, numbers in zip(audit.mutants, counted, strict=True):
        if above and row.assignment != above:
            table.add_section()
        *others, survived = map(str, numbers)
        red = f"[red]{survived}[/]" if row.survived else survived
        name = row.assignment if row.assignment != above else ""
        table.add_row(escape(name), escape(row.task), *others, red)
        above = row.assignment
    return table


def blind_table(audit: "Audit") -> Table:
    """Return where points were lost and no mistake is named, the most frequent of each task first.

    Of each assignment the first are shown, and how many more there are.
    """
    table = Table(box=box.SIMPLE_HEAD, title="where no mistake is named")
    table.add_column("assignment")
    table.add_column("task")
    table.add_column("", justify="right")
    table.add_column("what the check says", overflow="fold", ratio=2)
    table.add_column("for instance", overflow="fold", ratio=2)
    above = ""
    for assignment in dict.fromkeys(one.assignment for one in audit.blind):
        spots = [one for one in audit.blind if one.assignment == assignment]
        shown = set(sorted(spots, key=lambda one: -one.count)[:_MOST_BLIND])
        for one in spots:
            if one in shown:
                name = assignment if assignment != above else ""
                words = map(escape, (one.says, one.examples[0]))
                table.add_row(escape(name), escape(one.task), str(one.count), *words)
                above = assignment
        if rest := sum(one.count for one in spots if one not in shown):
            table.add_row("", "", str(rest), "other words, which --json has")
        table.add_section()
    return table


def survivors(audit: "Audit") -> Iterator[str]:
    """Yield each mutant that keeps all points and is not written down, with its diff."""
    for one in audit.survivors:
        head = f"{one.assignment} {one.task}, {one.operator} in {one.file}:"
        yield f"[bold]{escape(head)}[/]"
        yield escape(one.diff) + "\n"


def _title(audit: "Audit") -> str:
    seeds = "seed" if len(audit.seeds) == 1 else "seeds"
    numbers, devices = ", ".join(map(str, audit.seeds)), " and ".join(audit.devices)
    return f"audit on {devices} under the {seeds} {numbers}: {audit.seconds:.0f} s"


def _result(row: "Row") -> str:
    if row.short:
        return f"[red]{row.short} fall{'s' * (row.short == 1)} short[/]"
    return "[green]holds[/]" if row.asked else "[yellow]not asked[/]"
