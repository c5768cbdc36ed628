"""Gradescope: an autograder that gives each submission the score it has already.

Gradescope imports no table of scores. What it takes is an autograder, which it runs for each
submission: this one looks the score up, by the number of the submission that was graded or by the
student's address, and touches nothing of the hand-in. Its download of scores can be filled as well.
"""

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.lms.exports import column, lookup
from autograder.lms.exports.fill import Opened
from autograder.lms.exports.model import Book, Filled, Kind, Standing, Student
from autograder.lms.exports.numbers import number, rounded, short
from autograder.lms.exports.people import Keys
from autograder.lms.exports.sheet import Row, Sheet

_SCORES = "scores.json"
_SETUP = (
    "#!/usr/bin/env bash\ncommand -v python3 || (apt-get update && apt-get install -y python3)\n"
)
_WORDS = {
    Kind.WITHHELD: "This is not graded yet, through no fault of yours.",
    Kind.EXCUSED: "You are excused from this assignment.",
}
_IDS = {"SID": "sis", "Email": "email", "Submission ID": "submission"}
_ZEROS = (1980, 1, 1, 0, 0, 0)  # the same scores make the same file


def open_sheet(sheet: Sheet, book: Book, asked: str = "") -> Opened:
    """Return Gradescope's download of scores, of one assignment or of the course."""
    sheet.check_widths()
    head = sheet.head
    if not {"SID", "Email"} & set(head):
        raise sheet.refusal(1, "it has neither a column SID nor Email, as Gradescope's has")
    single = "Total Score" in head
    titles = {
        i: name for i, name in enumerate(head) if not single and f"{name} - Max Points" in head
    }
    chosen = head.index("Total Score") if single else column.choose(sheet, book, titles, asked)
    top = "Max Points" if single else f"{head[chosen]} - Max Points"
    limit = head.index(top) if top in head else None
    for row in sheet.body if limit is not None else []:
        points = number(row.text(limit)) if limit is not None else None
        if points is not None and float(points) != book.points:
            raise sheet.refusal(
                row.line,
                f"it has {points} points in Gradescope and {book.points:g} in course.yml",
                "give it the same points in both, and download the scores again",
            )
    note = "Gradescope imports no table: to bring scores into it, export without --template"
    return Opened(
        sheet, chosen, tuple(sheet.body), lambda row: _keys(head, row), _cell, notes=(note,)
    )


def export(book: Book) -> Filled:
    """Return the zip to upload as the assignment's autograder."""
    left: dict[str, str] = {}
    table: dict[str, dict[str, Any]] = {"submissions": {}, "people": {}}
    owners: dict[str, Student] = {}
    for student in book.students:
        result = _result(book, student.standing)
        number_, email = student.person.submission, student.person.email.casefold()
        if result is None:
            continue
        first = owners.setdefault(number_, student) if number_ else student
        if not number_ and not email:
            left[student.id] = "neither the submission's number nor an address is known"
        elif _cell(first.standing) != _cell(student.standing):
            left[student.id] = f"shares the submission {number_} with {first.id}: it has one score"
        else:
            if number_:
                table["submissions"][number_] = result
            if email:
                # Of who is graded by number, another submission is a later one.
                table["people"][email] = None if number_ else result
    cells = _scores(table, book, left)
    notes = (
        "upload it in Gradescope as this assignment's autograder, and choose `Rerun Autograder`:"
        " it gives each submission its score, and runs nothing of it",
    )
    return Filled(_zipped(table), cells, left=left, notes=notes)


def compare(data: bytes, book: Book) -> dict[str, str]:
    """Return by student's id in what such a zip differs; raise ValueError where it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            table = json.loads(archive.read(_SCORES))
        has = {s.id: _score_in(table, s) for s in book.students}
    except (zipfile.BadZipFile, KeyError, TypeError, AttributeError) as error:
        raise ValueError("it is not a zip of this export") from error
    found = {}
    for student in book.students:
        wanted = _cell(student.standing)
        if wanted != has[student.id]:
            says = has[student.id] or "no score"
            found[student.id] = f"the file says {says}, the gradebook {wanted or 'none'}"
    return found


def _scores(table: Mapping[str, Any], book: Book, left: Mapping[str, str]) -> dict[str, str]:
    told = {s.id: _score_in(table, s) for s in book.students if s.id not in left}
    return {student: score for student, score in told.items() if score is not None}


def _score_in(table: Mapping[str, Any], student: Student) -> str | None:
    metadata = {"id": student.person.submission, "users": [{"email": student.person.email}]}
    score = lookup.result_of(table, metadata).get("score")
    return None if score is None else short(score)


def _result(book: Book, standing: Standing) -> dict[str, Any] | None:
    if standing.kind in _WORDS:
        return {"output": _WORDS[standing.kind]}
    if standing.score is None:
        return None
    tests = [
        {"name": task.title, "score": float(rounded(points)), "max_score": task.points}
        for task in book.tasks
        if (points := standing.tasks.get(task.id)) is not None
    ]
    late = (
        f"{short(standing.penalty)} points are taken off for lateness." if standing.penalty else ""
    )
    return {"score": float(rounded(standing.score)), "output": late, "tests": tests}


def _zipped(table: Mapping[str, Any]) -> bytes:
    script = f"#!/usr/bin/env python3\n{Path(lookup.__file__).read_text(encoding='utf-8')}"
    files = {
        "setup.sh": _SETUP,
        "run_autograder": script,
        _SCORES: json.dumps(table, indent=1, sort_keys=True),
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            info = zipfile.ZipInfo(name, _ZEROS)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = (0o100644 if name == _SCORES else 0o100755) << 16
            archive.writestr(info, text)
    return data.getvalue()


def _keys(head: tuple[str, ...], row: Row) -> Keys:
    texts = {name: row.text(index) for index, name in enumerate(head)}
    split = f"{texts.get('First Name', '')} {texts.get('Last Name', '')}".strip()
    sure = {field: texts.get(name, "") for name, field in _IDS.items()}
    return Keys(name=texts.get("Name") or split, sure=sure)


def _cell(standing: Standing) -> str | None:
    return None if standing.score is None else short(standing.score)
