"""The roster: a CSV with the course's own ids for the people that a platform names.

Needed is a column `id` (or student_id); any of name, first_name and last_name, email, sid, and
the platform's number (canvas_id, moodle_id, or Moodle's own "Identifier") are used where they are.
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from autograder.course import Course
from autograder.errors import StorageError, SubmissionError, UsageError
from autograder.files import write_atomic
from autograder.lms.collect.layouts import Person
from autograder.lms.collect.names import folder_key, orders_of, safe_id, shown, squeezed

_KEPT = ".roster.csv"
_IDS = ("id", "studentid", "student")
_NUMBERS = ("canvasid", "moodleid", "identifier", "canvasuserid", "moodleparticipantid")
_NAMES = ("name", "fullname", "studentname", "sortablename", "displayname")
_SIDS = ("sid", "sisuserid", "sisloginid", "idnumber", "username", "login")


class Roster:
    """Finds the id of a person, by the surest thing that is known of them first.

    `rows` are the roster's own, by id, with the names of their columns squeezed.
    """

    def __init__(self, rows: Iterable[tuple[str, dict[str, str]]]) -> None:
        self.rows = dict(rows)
        self._by: dict[tuple[str, str], set[str]] = defaultdict(set)
        for student, row in self.rows.items():
            for kind, value in _keys(student, row):
                if value:
                    self._by[kind, value].add(student)

    def id_of(self, person: Person) -> str:
        """Return the student's id; raise SubmissionError where there is none, or several."""
        asked = (
            ("number", person.number),
            ("sid", squeezed(person.sid)),
            ("email", squeezed(person.email)),
            # What a plain folder is called can be any of these.
            ("sid", squeezed(person.label)),
            ("email", squeezed(person.label)),
            ("name", squeezed(person.name or person.label)),
        )
        for kind, value in asked:
            found = self._by.get((kind, value), set()) if value else set()
            if len(found) == 1:
                return next(iter(found))
            if found:
                names = ", ".join(sorted(found))
                raise SubmissionError(f"it could be of several in the roster: {names}")
        raise SubmissionError("this student is not in the roster")

    @property
    def people(self) -> dict[str, dict[str, str]]:
        """Return what the roster says of each student, by id, in the columns of a gradebook."""
        return {student: _in_a_gradebook(row) for student, row in self.rows.items()}


def keep_roster(course: Course, roster: Roster) -> None:
    """Keep a roster in submitted/.roster.csv, with those whom earlier ones named; StorageError."""
    kept = kept_roster(course)
    rows = {**(kept.rows if kept else {}), **roster.rows}
    # But for the column that the ids stood in, whatever it was called.
    columns = list(
        dict.fromkeys(
            name
            for student, row in rows.items()
            for name, value in row.items()
            if name not in _IDS or value.strip() != student
        )
    )
    text = io.StringIO()
    table = csv.DictWriter(text, ["id", *columns], extrasaction="ignore", restval="")
    table.writeheader()
    table.writerows({**row, "id": student} for student, row in sorted(rows.items()))
    path = course.submitted_dir / _KEPT
    try:
        write_atomic(path, text.getvalue().encode())
    except OSError as error:
        raise StorageError(path, error) from None


def kept_roster(course: Course) -> Roster | None:
    """Return the roster that `collect` was given, None where it never was; raise UsageError."""
    path = course.submitted_dir / _KEPT
    return read_roster(path) if path.is_file() else None


def read_roster(path: Path) -> Roster:
    """Read a roster; raise UsageError with the line where it is none."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UsageError(f"the roster {path} cannot be read: {error.strerror}") from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")  # Excel's own CSV
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    try:
        lines = list(csv.reader(text.splitlines(), delimiter=delimiter))
    except csv.Error as error:
        raise UsageError(f"the roster {path} is not a CSV file: {error}") from None
    return Roster(_rows(path, lines))


def _rows(path: Path, lines: list[list[str]]) -> list[tuple[str, dict[str, str]]]:
    head = [squeezed(cell) for cell in lines[0]] if lines else []
    id_column = next((head.index(name) for name in _IDS if name in head), None)
    if id_column is None:
        raise UsageError(
            f"the roster {path} has no column `id`", remedy="name the columns in its first line"
        )
    rows: list[tuple[str, dict[str, str]]] = []
    seen: dict[str, int] = {}
    for number, cells in enumerate(lines[1:], 2):
        if not any(cell.strip() for cell in cells):
            continue
        student = cells[id_column].strip() if id_column < len(cells) else ""
        _check(path, number, student, seen)
        rows.append((student, dict(zip(head, cells, strict=False))))
    return rows


def _check(path: Path, number: int, student: str, seen: dict[str, int]) -> None:
    if not student or safe_id(student) != student:
        better = safe_id(student)
        raise UsageError(
            f"{path}:{number}: {shown(student)!r} cannot be a student's id",
            remedy=f"{better} could be" if better else "give every student an id",
        )
    first = seen.setdefault(folder_key(student), number)
    if first != number:
        raise UsageError(f"{path}:{number}: the id {student} is in line {first} already")


def _in_a_gradebook(row: Mapping[str, str]) -> dict[str, str]:
    told = {name: value.strip() for name, value in row.items()}
    first, last = _first(told), _last(told)
    if not (first or last):
        name = next((told[column] for column in _NAMES if told.get(column)), "")
        last, comma, first = (part.strip() for part in name.partition(","))
        if not comma:
            first, _, last = name.rpartition(" ")
    return {
        "first_name": first,
        "last_name": last,
        "email": next((value for name, value in told.items() if "mail" in name and value), ""),
        "lms_user_id": next((told[name] for name in _NUMBERS if told.get(name)), ""),
    }


def _first(row: Mapping[str, str]) -> str:
    return row.get("firstname") or row.get("givenname") or ""


def _last(row: Mapping[str, str]) -> str:
    return row.get("lastname") or row.get("surname") or row.get("familyname") or ""


def _keys(student: str, row: dict[str, str]) -> Iterable[tuple[str, str]]:
    yield "sid", squeezed(student)
    names = [f"{_first(row)} {_last(row)}"]
    for column, value in row.items():
        if column in _NUMBERS:
            yield "number", re.sub(r"\D", "", value)
        elif "mail" in column:
            yield "email", squeezed(value)
        elif column in _SIDS:
            yield "sid", squeezed(value)
        elif column in _NAMES:
            names.append(value)
    for name in names:
        for order in orders_of(name):
            yield "name", order
