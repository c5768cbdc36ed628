"""Moodle's offline grading worksheet, filled. It comes in the language of who downloaded it.

Its columns are therefore found by position and shape: the first is the identifier, and the grade
stands before the maximum grade, which is the same number in each row. Moodle skips in silence what
is out of range, blank or locked, and graded rows whose date it cannot read.
"""

import re

from autograder.errors import UsageError
from autograder.lms.exports.fill import Opened
from autograder.lms.exports.model import Book, Standing
from autograder.lms.exports.numbers import fixed, number
from autograder.lms.exports.people import Keys
from autograder.lms.exports.sheet import Row, Sheet

_IDENTIFIER = re.compile(r"\D*(\d+)")
# "Grade", where more than one column looks like it; and "no", where a grade cannot be changed.
_GRADES = {
    *("grade", "bewertung", "note", "calificación", "qualificació", "qualificação", "nota"),
    *("valutazione", "cijfer", "beoordeling", "ocena", "známka", "betyg", "karakter", "karakterer"),
    *("arvosana", "оценка", "оцінка", "not", "評点", "评分", "成绩"),
}
_YES = {
    *("yes", "ja", "oui", "sí", "si", "sim", "sì", "tak", "ano", "áno", "da", "да", "так"),
    *("kyllä", "evet", "はい", "是"),
}
_NO = {
    *("no", "nein", "non", "não", "nee", "nie", "ne", "nej", "nei", "ei", "нет", "ні"),
    *("hayır", "いいえ", "否"),
}
_ENGLISH = "grade"
_DOWNLOAD = "download the grading worksheet from the assignment's page, as CSV"


def open_sheet(sheet: Sheet, book: Book, asked: str = "") -> Opened:
    """Return a grading worksheet as Moodle reads it; raise UsageError where it would not."""
    sheet.check_widths()
    rows = sheet.body
    if not rows:
        raise sheet.refusal(1, "it has no participants", _DOWNLOAD)
    for row in rows:
        if not _IDENTIFIER.fullmatch(row.text(0)):
            fault = f"{row.text(0)[:40]!r} is not an identifier of Moodle's, such as Participant 12"
            raise sheet.refusal(row.line, fault, _DOWNLOAD)
    grade = _grade_column(sheet, rows, asked)
    limit = rows[0].text(grade + 1)
    if float(number(limit) or 0) != book.points:
        raise sheet.refusal(
            rows[0].line,
            f"the maximum grade in Moodle is {limit}, and course.yml has {book.points:g} points",
            "give it the same maximum in both, and download the worksheet again",
        )
    sign = "," if "," in limit else "."
    locked = _locked_column(rows, grade)
    return Opened(
        sheet,
        grade,
        tuple(rows),
        lambda row: _keys(row, grade),
        lambda standing: _cell(standing, book.points, sign),
        lambda row: "Moodle has locked its grade" if locked and _says_no(row, locked) else "",
        notes=tuple(_notes(sheet, rows, grade, locked)),
    )


def build(_book: Book, _asked: str = "") -> tuple[bytes, dict[str, str]]:
    """Raise UsageError: the identifiers are Moodle's own, so a worksheet cannot be made here."""
    raise UsageError(
        "Moodle takes only the worksheet that it gave",
        remedy="in Moodle, open the assignment, choose `Download grading worksheet`, and give that"
        " file with --template",
    )


def _grade_column(sheet: Sheet, rows: list[Row], asked: str) -> int:
    last = len(sheet.head) - 3  # the maximum, whether it can be changed, and a date stand behind
    found = [column for column in range(1, last + 1) if _looks_like_grades(rows, column)]
    if asked:
        found = [column for column in found if sheet.head[column].casefold() == asked.casefold()]
    elif len(found) > 1:
        found = [c for c in found if sheet.head[c].casefold() in _GRADES] or found
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(repr(sheet.head[column]) for column in found)
        raise sheet.refusal(1, f"any of {names} could be the grade", "say which with --column")
    raise sheet.refusal(
        1,
        "it has no column of grades with their maximum behind it: another file of Moodle's, or an"
        " assignment graded by a scale or a rubric",
        f"{_DOWNLOAD}; the assignment's grade must be points",
    )


def _looks_like_grades(rows: list[Row], column: int) -> bool:
    limits = {row.text(column + 1) for row in rows}
    limit = number(next(iter(limits))) if len(limits) == 1 else None
    if not limit or limit <= 0:
        return False
    grades = (row.text(column) for row in rows)
    return all(text in ("", "-") or _within(text, float(limit)) for text in grades)


def _within(text: str, limit: float) -> bool:
    value = number(text)
    return value is not None and 0 <= value <= limit


def _locked_column(rows: list[Row], grade: int) -> int | None:
    """Return the column that says whether a grade can be changed, None in an unknown language."""
    for column in (grade + 2, grade + 3):
        if column < len(rows[0].cells) and all(
            row.text(column).casefold() in _YES | _NO for row in rows
        ):
            return column
    return None


def _says_no(row: Row, column: int) -> bool:
    return row.text(column).casefold() in _NO


def _keys(row: Row, grade: int) -> Keys:
    matched = _IDENTIFIER.fullmatch(row.text(0))
    texts = [row.text(column) for column in range(1, grade)]
    name, *more = texts or [""]
    return Keys(name=name, sure={"moodle": matched[1] if matched else ""}, loose=tuple(more))


def _cell(standing: Standing, limit: float, sign: str) -> str | None:
    # Moodle skips in silence what is above the maximum.
    return None if standing.score is None else fixed(min(standing.score, limit), sign)


def _notes(sheet: Sheet, rows: list[Row], grade: int, locked: int | None) -> list[str]:
    notes = []
    if sheet.encoding != "utf-8" or sheet.delimiter != ",":
        how = f"{sheet.encoding} and {sheet.delimiter_name}"
        notes.append(f"choose {how} in Moodle's form: the file is as it came")
    if any(number(row.text(grade)) is not None for row in rows):
        if sheet.head[grade].casefold() != _ENGLISH:
            notes.append(
                "some are graded in Moodle already, and Moodle reads dates in English only: tick"
                " the box for records that were modified since, or it skips these in silence"
            )
        else:
            notes.append(
                "some are graded in Moodle already: Moodle skips in silence who was graded there"
                " after this worksheet was downloaded"
            )
    if locked is None:
        notes.append(
            "it cannot be read in this language which grades are locked; Moodle skips them"
        )
    return notes
