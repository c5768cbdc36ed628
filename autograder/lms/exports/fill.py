"""Fills an opened template with a class's scores, and compares one that is filled with them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from autograder.lms.exports.model import Book, Filled, Kind, Standing, Stranger, Student
from autograder.lms.exports.numbers import number
from autograder.lms.exports.people import Directory, Keys, NoMatch, nearest
from autograder.lms.exports.sheet import Row, Sheet

_MOST_NEAREST = 50  # of a class and of a template that have little in common


@dataclass(frozen=True)
class Opened:
    """A template as one LMS's rules read it.

    `write` gives the text for a student, None where the cell stays as it is. `locked` says why a
    row takes no score, "" where it does. Where `drops`, the row of a withheld score is left out.
    """

    sheet: Sheet
    column: int
    rows: tuple[Row, ...]
    keys: Callable[[Row], Keys]
    write: Callable[[Standing], str | None]
    locked: Callable[[Row], str] = lambda _: ""
    drops: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Matched:
    rows: Mapping[str, Row]
    strangers: tuple[Stranger, ...]


def fill(opened: Opened, book: Book) -> Filled:
    """Return the template with the cells of the class's students filled, and all else as it was."""
    matched = _match(opened, book)
    cells: dict[tuple[int, int], str] = {}
    written: dict[str, str] = {}
    left: dict[str, str] = {}
    dropped = set()
    for student, row in _with_rows(book, matched):
        text, locked = opened.write(student.standing), opened.locked(row)
        if student.standing.kind is Kind.WITHHELD and opened.drops:
            dropped.add(row.line)
        elif text is not None and locked:
            left[student.id] = locked
        elif text is not None:
            cells[row.line, opened.column] = text
            written[student.id] = text
    return Filled(
        data=opened.sheet.filled(cells, dropped),
        cells=written,
        strangers=_with_nearest(matched, book),
        lacking=_lacking(matched, book, opened),
        left=left,
        notes=opened.notes,
    )


def compare(opened: Opened, book: Book) -> dict[str, str]:
    """Return by student's id in what a filled file differs from the class's scores."""
    matched = _match(opened, book)
    found = {
        student.id: "it has no row in the file"
        for student in book.students
        if student.id not in matched.rows and opened.write(student.standing) is not None
    }
    for student, row in _with_rows(book, matched):
        wanted, has = opened.write(student.standing), row.text(opened.column)
        if wanted is not None and not _same(wanted, has):
            says = f"the file says {has}" if has else "the file's cell is blank"
            found[student.id] = f"{says}, the gradebook {wanted}"
        elif student.standing.kind is Kind.WITHHELD and opened.drops:
            found[student.id] = "the score is withheld, and the file has a row of it"
    return found


def _with_rows(book: Book, matched: _Matched) -> Iterator[tuple[Student, Row]]:
    for student in book.students:
        if student.id in matched.rows:
            yield student, matched.rows[student.id]


def _match(opened: Opened, book: Book) -> _Matched:
    """Return the row of each student; raise UsageError where one has two by their ids.

    Where two rows have the name of one student alone, neither is taken for theirs.
    """
    directory = Directory(student.person for student in book.students)
    rows: dict[str, Row] = {}
    by_name: dict[str, list[Row]] = {}
    strangers = []
    for row in opened.rows:
        keys = opened.keys(row)
        try:
            student, by_id = directory.find(keys)
        except NoMatch as reason:
            strangers.append(Stranger(row.line, _label(keys), why=str(reason)))
            continue
        if not by_id:
            by_name.setdefault(student, []).append(row)
        elif student in rows:
            first = rows[student].line
            fault = f"this row and line {first} are both of the student {student}"
            raise opened.sheet.refusal(row.line, fault, "take one of the two out, and try again")
        else:
            rows[student] = row
    for student, named in by_name.items():
        if len(named) == 1 and student not in rows:
            rows[student] = named[0]
            continue
        why = (
            f"{student} has another row" if student in rows else f"several rows could be {student}"
        )
        strangers += [Stranger(r.line, _label(opened.keys(r)), why=why) for r in named]
    return _Matched(rows, tuple(sorted(strangers, key=lambda one: one.line)))


def _label(keys: Keys) -> str:
    return keys.name or next((value for value in keys.sure.values() if value), "") or "no name"


def _without_row(matched: _Matched, book: Book) -> list[Student]:
    return [student for student in book.students if student.id not in matched.rows]


def _with_nearest(matched: _Matched, book: Book) -> tuple[Stranger, ...]:
    names = {s.id: s.person.full_name or s.id for s in _without_row(matched, book)}
    return tuple(
        Stranger(one.line, one.name, nearest(one.name, names), one.why)
        if index < _MOST_NEAREST
        else one
        for index, one in enumerate(matched.strangers)
    )


def _lacking(matched: _Matched, book: Book, opened: Opened) -> dict[str, tuple[str, ...]]:
    """Return who has something to be written and no row, with the nearest names of strange rows."""
    names = {f"{one.name} (line {one.line})": one.name for one in matched.strangers}
    found: dict[str, tuple[str, ...]] = {}
    for student in _without_row(matched, book):
        if opened.write(student.standing) is not None:
            name = student.person.full_name or student.id
            found[student.id] = nearest(name, names) if len(found) < _MOST_NEAREST else ()
    return found


def _same(one: str, other: str) -> bool:
    first, second = number(one), number(other)
    if first is None or second is None:
        return one.strip().casefold() == other.strip().casefold()
    return first == second
