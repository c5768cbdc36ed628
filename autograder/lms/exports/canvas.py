"""Canvas's gradebook: the export that it gave, filled, or one made of the roster.

Its importer reads the header by position; finds a student by Canvas's own id, else by the SIS id,
else by the login, else by the name; and an assignment by the number behind its title, else by the
title alone: of another title it makes a new one. A blank cell over a score is a change, so the row
of a score that is withheld is left out.
"""

import re
from collections.abc import Iterator, Sequence

from autograder.lms.exports import column, table
from autograder.lms.exports.defuse import defused, is_formula
from autograder.lms.exports.fill import Opened
from autograder.lms.exports.model import Book, Kind, Standing
from autograder.lms.exports.numbers import number, short
from autograder.lms.exports.people import Keys
from autograder.lms.exports.sheet import AS_GIVEN, Row, Sheet

_TITLE = re.compile(r"(.*?)\s*\((\d+)\)", re.DOTALL)
_TOTALS = re.compile(r"(Current|Final|Override) (Score|Points|Grade|Status)")
_NO_STUDENT = re.compile(r"\s*(Muted|Manual Posting.*)?\s*", re.IGNORECASE)
_COLUMNS = {"ID": "canvas", "SIS User ID": "sis", "SIS Login ID": "login"}


def open_sheet(sheet: Sheet, book: Book, asked: str = "") -> Opened:
    """Return a gradebook export as Canvas reads it; raise UsageError where it would not."""
    # The row of how scores are posted is longer than the header in some of Canvas's own exports.
    rows = [row for row in sheet.body if not _is_of_nobody(row)]
    sheet.check_widths(rows)
    if sheet.encoding != "utf-8":
        raise sheet.refusal(1, f"it is in {sheet.encoding}, and Canvas reads UTF-8 alone")
    chosen = _column(sheet, book, asked)
    students = tuple(_students(sheet, rows, chosen, book))
    return Opened(
        sheet,
        chosen,
        students,
        lambda row: _keys(sheet, row),
        _cell,
        # Canvas blanks whatever stands there.
        lambda row: "it is not assigned to them in Canvas" if row.text(chosen) == "N/A" else "",
        drops=True,
        notes=_notes(sheet.head[chosen]),
    )


def build(book: Book, asked: str = "") -> tuple[bytes, dict[str, str]]:
    """Return a gradebook without scores, made of the roster, and who cannot be in it, with why.

    Only who has a score or an excuse is in it: a blank cell would take away what is there.
    """
    left = {}
    rows = [["Student", "ID", "SIS User ID", "SIS Login ID", "Section", asked or book.title]]
    for student in book.students:
        if _cell(student.standing) is None:
            continue
        person, name = student.person, student.person.full_name or student.id
        ids = [person.canvas, _kept(person.sis), _kept(person.login)]
        if not any(ids) and is_formula(name):  # by another name Canvas would not find them
            left[student.id] = "a spreadsheet would run their name, and no id of Canvas's is known"
            continue
        if not any(ids):
            ids[-1] = _kept(person.id)
        rows.append([defused(name), *ids, "", ""])
    return table.written(rows), left


def _kept(value: str) -> str:
    """Return an id as it survives the importer, which takes 12.345.678 for the number 12345.678."""
    return "" if re.fullmatch(r"[0-9.,]*[.,][0-9.,]*", value) or is_formula(value) else value


def _section(sheet: Sheet) -> int:
    """Return the last column that is about the student, where Canvas's importer looks for it."""
    head = list(sheet.head)
    split = head[:2] == ["LastName", "FirstName"]
    first = 1 if not split else 2
    if len(head) < first + 3 or head[first] != "ID" or (not split and head[0] != "Student"):
        raise sheet.refusal(1, "the header does not begin with Student,ID as Canvas's does")
    if split and sheet.has_bom:
        raise sheet.refusal(
            1, "Canvas does not read LastName behind a byte order mark", "download it once more"
        )
    place = first + 1
    if head[place] == "SIS Login ID":
        place += 1
    elif head[place : place + 2] == ["SIS User ID", "SIS Login ID"]:
        place += 2
        place += head[place : place + 1] == ["Integration ID"]
        place += head[place : place + 1] == ["Root Account"]
    if head[place : place + 1] != ["Section"]:
        raise sheet.refusal(1, f"the column {place + 1} is not Section, as Canvas's would be")
    return place


def _column(sheet: Sheet, book: Book, asked: str) -> int:
    section = _section(sheet)
    titles = {
        index: _title(name)
        for index, name in enumerate(sheet.head)
        if index > section and name and not _TOTALS.search(name)
    }
    chosen = column.choose(sheet, book, titles, asked)
    if sheet.head.count(sheet.head[chosen]) > 1:
        raise sheet.refusal(1, f"two columns are headed {sheet.head[chosen]!r}", AS_GIVEN)
    return chosen


def _students(sheet: Sheet, rows: Sequence[Row], chosen: int, book: Book) -> Iterator[Row]:
    """Yield the rows of students; raise UsageError where that of the points does not fit."""
    for index, row in enumerate(rows):
        if "Points Possible" not in row.cells[0].text:
            yield row
        elif index:
            raise sheet.refusal(row.line, "the row of the points stands among the students")
        else:
            _check_points(sheet, row, chosen, book)


def _notes(head: str) -> tuple[str, ...]:
    if _TITLE.fullmatch(head):
        return ()
    return (
        f"the column {head!r} has no number of Canvas's: Canvas makes a new assignment unless one"
        " has exactly this title",
    )


def _is_of_nobody(row: Row) -> bool:
    return all(_NO_STUDENT.fullmatch(cell.text) for cell in row.cells)


def _title(name: str) -> str:
    matched = _TITLE.fullmatch(name)
    return matched[1] if matched else name


def _check_points(sheet: Sheet, row: Row, chosen: int, book: Book) -> None:
    text = row.text(chosen)
    if re.search(r"read\s+only", text):
        raise sheet.refusal(
            row.line,
            f"Canvas takes no scores for {sheet.head[chosen]!r}: it is read only",
            "see who may grade this assignment in Canvas (moderated or anonymous grading)",
        )
    points = number(text)
    if points is not None and float(points) != book.points:
        raise sheet.refusal(
            row.line,
            f"{sheet.head[chosen]!r} has {text} points in Canvas and {book.points:g} in course.yml",
            "give it the same points in both, and download the file again",
        )


def _keys(sheet: Sheet, row: Row) -> Keys:
    texts = {name: row.text(index) for index, name in enumerate(sheet.head[:8])}
    split = f"{texts.get('FirstName', '')} {texts.get('LastName', '')}"
    sure = {field: texts.get(name, "") for name, field in _COLUMNS.items()}
    return Keys(name=texts.get("Student", split).strip(), sure=sure)


def _cell(standing: Standing) -> str | None:
    if standing.kind is Kind.EXCUSED:
        return "EX"
    return None if standing.score is None else short(standing.score)
