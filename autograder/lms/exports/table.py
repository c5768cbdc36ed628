"""Writes a table of our own, where there is no template."""

import csv
import io
from collections.abc import Iterable, Sequence


def written(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as CSV in UTF-8, with commas."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()
