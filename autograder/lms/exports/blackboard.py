"""Blackboard's column, filled: `Username` finds the student, the number behind `|` the column.

A column without its number becomes a new one, of text and 0 points: so none is made here.
"""

import re

from autograder.errors import UsageError
from autograder.lms.exports import column
from autograder.lms.exports.fill import Opened
from autograder.lms.exports.model import Book, Standing
from autograder.lms.exports.numbers import fixed, number
from autograder.lms.exports.people import Keys
from autograder.lms.exports.sheet import Row, Sheet

_COLUMN = re.compile(r"(.+?) \[[^\[\]]*?(?:([\d.,]+)[^\d\[\]]*)?\] ?\|(\d+)")
_IDS = {"Username": "login", "Student ID": "sis"}
_DOWNLOAD = "in Blackboard, choose `Work Offline`, `Download`, this column, and give that file"


def open_sheet(sheet: Sheet, book: Book, asked: str = "") -> Opened:
    """Return a download of grades as Blackboard reads it; raise UsageError where it would not."""
    sheet.check_widths()
    if "Username" not in sheet.head:
        raise sheet.refusal(1, "it has no column Username", _DOWNLOAD)
    if sheet.delimiter == "," and not all(c.quoted for row in sheet.rows for c in row.cells):
        raise sheet.refusal(1, "with commas, Blackboard wants quotes around each cell", _DOWNLOAD)
    matches = {index: _COLUMN.fullmatch(name) for index, name in enumerate(sheet.head)}
    titles = {index: matched[1] for index, matched in matches.items() if matched}
    chosen = column.choose(sheet, book, titles, asked)
    matched = matches[chosen]
    limit = number(matched[2] or "") if matched else None
    if limit is not None and float(limit) != book.points:
        raise sheet.refusal(
            1,
            f"the column has {limit} points in Blackboard and {book.points:g} in course.yml",
            "give it the same points in both, and download it again",
        )
    sign = "," if matched and "," in (matched[2] or "") else "."
    return Opened(
        sheet,
        chosen,
        tuple(sheet.body),
        lambda row: _keys(sheet.head, row),
        lambda standing: _cell(standing, sign),
    )


def build(_book: Book, _asked: str = "") -> tuple[bytes, dict[str, str]]:
    """Raise UsageError: the column's number is Blackboard's own."""
    raise UsageError(
        "Blackboard finds a column by its own number, which only its download has",
        remedy=f"{_DOWNLOAD} with --template",
    )


def _keys(head: tuple[str, ...], row: Row) -> Keys:
    texts = {name: row.text(index) for index, name in enumerate(head)}
    name = f"{texts.get('First Name', '')} {texts.get('Last Name', '')}".strip()
    return Keys(name=name, sure={field: texts.get(of, "") for of, field in _IDS.items()})


def _cell(standing: Standing, sign: str) -> str | None:
    return None if standing.score is None else fixed(standing.score, sign)
