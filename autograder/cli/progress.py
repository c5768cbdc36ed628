"""The progress bar of commands that grade."""

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from autograder.cli.app import out


def bar(total: int) -> Progress:
    """Return a bar with a field `names` behind it, which draws nothing where it cannot."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[names]}"),
        console=out,
        disable=not out.is_terminal or not total,
    )
