"""Brightspace's grade CSV: an id or a user name, the item's points, and a # that ends each row.

The item's name must be the one in Brightspace: another name makes a new item. More than the maximum
is cut off there unless the item `Can Exceed`.
"""

import re

from autograder.lms.exports import column, table
from autograder.lms.exports.fill import Opened
from autograder.lms.exports.model import Book, Standing
from autograder.lms.exports.numbers import number, short
from autograder.lms.exports.people import Keys
from autograder.lms.exports.sheet import AS_GIVEN, Row, Sheet

_END = "End-of-Line Indicator"
_ITEM = re.compile(r"(.+?) Points Grade(?: <.*?MaxPoints:\s*([\d.,]+).*>| <.*>)?")
_IDS = {"OrgDefinedId": "sis", "Username": "login", "Email": "email"}
_EXPORT = "in Brightspace, export the grades with both ids, points grade, and this item alone"


def open_sheet(sheet: Sheet, book: Book, asked: str = "") -> Opened:
    """Return a grade export as Brightspace reads it; raise UsageError where it would not."""
    sheet.check_widths()
    head = sheet.head
    if not {"OrgDefinedId", "Username"} & set(head):
        raise sheet.refusal(1, "it has neither a column OrgDefinedId nor Username", _EXPORT)
    if head[-1] != _END:
        raise sheet.refusal(1, f"its last column is not {_END}", _EXPORT)
    for row in sheet.body:
        if row.text(len(head) - 1) != "#":
            raise sheet.refusal(row.line, "the row does not end with #", AS_GIVEN)
    titles = {index: m[1] for index, name in enumerate(head) if (m := _ITEM.fullmatch(name))}
    chosen = column.choose(sheet, book, titles, asked)
    _check_points(sheet, chosen, book)
    return Opened(
        sheet,
        chosen,
        tuple(sheet.body),
        lambda row: _keys(head, row),
        _cell,
        notes=tuple(_above(book)),
    )


def build(book: Book, asked: str = "") -> tuple[bytes, dict[str, str]]:
    """Return a file without scores, made of the roster, and who cannot be in it, with why."""
    item = asked.removesuffix(" Points Grade") or book.title
    rows = [["OrgDefinedId", "Username", f"{item} Points Grade", _END]]
    for student in book.students:
        if _cell(student.standing) is None:
            continue
        person = student.person
        sis, login = person.sis, person.login
        if not sis and not login:
            sis, login = (person.id, "") if person.id.isdecimal() else ("", person.id)
        rows.append([f"#{sis}" if sis else "", f"#{login}" if login else "", "", "#"])
    return table.written(rows), {}


def _check_points(sheet: Sheet, chosen: int, book: Book) -> None:
    matched = _ITEM.fullmatch(sheet.head[chosen])
    limit = number(matched[2] or "") if matched else None
    if limit is not None and float(limit) != book.points:
        raise sheet.refusal(
            1,
            f"the item has {limit} points in Brightspace and {book.points:g} in course.yml",
            "give it the same points in both, and export again",
        )


def _keys(head: tuple[str, ...], row: Row) -> Keys:
    texts = {name: row.text(index) for index, name in enumerate(head)}
    sure = {field: texts.get(name, "").removeprefix("#") for name, field in _IDS.items()}
    name = f"{texts.get('First Name', '')} {texts.get('Last Name', '')}".strip()
    return Keys(name=name, sure=sure)


def _cell(standing: Standing) -> str | None:
    return None if standing.score is None else short(standing.score)


def _above(book: Book) -> list[str]:
    above = [s.id for s in book.students if (s.standing.score or 0) > book.points]
    if not above:
        return []
    return [
        f"more than {book.points:g} is cut off unless the item `Can Exceed`: {', '.join(above)}"
    ]
