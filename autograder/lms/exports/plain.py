"""A CSV for people and spreadsheets: the whole class with what is behind each score."""

import codecs

from autograder.lms.collect.names import squeezed
from autograder.lms.exports import column, table
from autograder.lms.exports.defuse import defused
from autograder.lms.exports.fill import Opened
from autograder.lms.exports.model import Book, Standing, Student
from autograder.lms.exports.numbers import short
from autograder.lms.exports.people import FIELDS, Keys
from autograder.lms.exports.sheet import Row, Sheet

_SCORE = "score"


def open_sheet(sheet: Sheet, book: Book, asked: str = "") -> Opened:
    """Return any table with a column of ids, addresses or names, and one of the assignment."""
    sheet.check_widths()
    fields = {i: FIELDS[name] for i, name in enumerate(map(squeezed, sheet.head)) if name in FIELDS}
    if not fields:
        raise sheet.refusal(
            1, "it has no column of ids, addresses or names", "name one `id`, `email` or `name`"
        )
    others = {i: name for i, name in enumerate(sheet.head) if i not in fields and name}
    scores = [i for i, name in others.items() if name.casefold() == _SCORE]
    if not asked and len(scores) == 1:
        chosen = scores[0]
    else:
        chosen = column.choose(sheet, book, others, asked)
    return Opened(sheet, chosen, tuple(sheet.body), lambda row: _keys(fields, row), _cell)


def build(book: Book, asked: str = "") -> tuple[bytes, dict[str, str]]:
    """Return a row for each student; the column of the score is still blank."""
    tasks = [task.id for task in book.tasks]
    head = [
        "id",
        "name",
        "email",
        "status",
        asked or _SCORE,
        "of",
        "late_penalty",
        *tasks,
        "by_hand",
    ]
    rows = table.written([head, *(_row(book, student) for student in book.students)])
    return codecs.BOM_UTF8 + rows, {}  # Excel takes a file without the mark for Windows' encoding


def _row(book: Book, student: Student) -> list[str]:
    standing, person = student.standing, student.person
    parts = [standing.tasks.get(task.id) for task in book.tasks]
    return [
        student.id,
        defused(person.full_name),
        defused(person.email),
        str(standing.kind),
        "",
        short(book.points),
        short(standing.penalty) if standing.penalty else "",
        *("" if part is None else short(part) for part in parts),
        " ".join(sorted(standing.by_hand)),
    ]


def _keys(fields: dict[int, str], row: Row) -> Keys:
    texts = {field: row.text(index) for index, field in fields.items()}
    split = f"{texts.get('first', '')} {texts.get('last', '')}".strip()
    sure = {f: v for f, v in texts.items() if f not in ("id", "name", "first", "last")}
    own = (texts["id"],) if texts.get("id") else ()
    return Keys(name=texts.get("name") or split, sure=sure, loose=own)


def _cell(standing: Standing) -> str | None:
    return None if standing.score is None else short(standing.score)
