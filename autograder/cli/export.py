"""`autograder export`: scores become the file that an LMS takes."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape

from autograder.cli.app import SHORT_EXIT, app, err, out, ready, this_course
from autograder.cli.console import counted
from autograder.course import Assignment, Course
from autograder.errors import StorageError, UsageError
from autograder.files import write_atomic
from autograder.model import Target
from autograder.runs.overview import by_reason, listed

if TYPE_CHECKING:
    from autograder.lms.exports import Book, Filled

_MOST = 10  # students or rows to a line
_MOST_CHARACTERS = 4000


@app.command()
def export(
    assignment: Annotated[
        str, typer.Argument(metavar="ASSIGNMENT", help="The assignment's id in course.yml.")
    ],
    to: Annotated[Target, typer.Option(help="What the file is for.")],
    template: Annotated[
        Path | None, typer.Option(help="The file that the LMS gave: it is filled, never changed.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option(help="Where to (default: exports/<assignment>-<to>).")
    ] = None,
    column: Annotated[
        str,
        typer.Option(help="The assignment's column, where its title is not that of course.yml."),
    ] = "",
    roster: Annotated[
        Path | None,
        typer.Option(help="CSV of ids, names and numbers (default: the one that `collect` had)."),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Only compare the file with the gradebook.")
    ] = False,
) -> None:
    """Write the scores into the file that an LMS takes, or fill the one that it gave."""
    from autograder.lms.collect import read_roster
    from autograder.lms.exports import ending
    from autograder.lms.exports import export as export_book
    from autograder.lms.exports.book import book_of
    from autograder.lms.exports.record import folder

    course = this_course()
    chosen = ready(course, assignment)
    known = read_roster(roster) if roster else None
    path = output or folder(course) / f"{chosen.id}-{to}{ending(to, template)}"
    book = book_of(course, chosen, known)
    if check:
        _compare(book, to, path, column)
        return
    _check_output(course, chosen, path, template)
    made = export_book(book, to, template, column)
    _check_some(made, to, template)
    _write(course, chosen, to, path, made, book)
    _tell(book, made, path)
    if made.lacking or made.left or _of(book, "withheld"):
        raise typer.Exit(SHORT_EXIT)


def _check_output(
    course: Course, assignment: Assignment, path: Path, template: Path | None
) -> None:
    """Raise UsageError for an output that would take the place of something else."""
    from autograder.lms.exports.record import exported

    if not path.exists():
        return
    if template is not None and template.exists() and path.samefile(template):
        raise UsageError(
            f"{path} is the template itself, which stays as it is",
            remedy="name another file with --output",
        )
    exports = exported(course, assignment).values()
    written = {sha256 for one in exports for sha256 in one.files.values()}
    if path.is_dir() or _digest(path.read_bytes()) not in written:
        raise UsageError(
            f"{path} is there already, and is not as an export has left it",
            remedy="move it away, or name another file with --output",
        )


def _check_some(made: "Filled", to: Target, template: Path | None) -> None:
    """Raise UsageError where nobody of those with a score is in the file."""
    if made.cells or not (made.lacking or made.left):
        return
    reasons = "; ".join(by_reason(made.left))
    raise UsageError(
        f"{template or to}: nobody of the class is in it{': ' if reasons else ''}{reasons}",
        remedy="give the file of this course and term, and with --roster a CSV of ids, names,"
        " addresses and the LMS's numbers",
    )


def _write(
    course: Course, assignment: Assignment, to: Target, path: Path, made: "Filled", book: "Book"
) -> None:
    from autograder.lms.exports.record import Exported, note, scores_of

    try:
        write_atomic(path, made.data)
        told = Exported(
            target=to,
            time=datetime.now(UTC),
            file=str(path.resolve()),
            sha256=_digest(made.data),
            scores=scores_of(book),
        )
        note(course, assignment, told)
    except OSError as error:
        raise StorageError(path, error) from None


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _compare(book: "Book", to: Target, path: Path, column: str) -> None:
    from autograder.lms.exports import differences

    found = differences(book, to, path, column)
    for student, said in found.items():
        _say(f"{student}: {said}")
    if found:
        raise typer.Exit(SHORT_EXIT)
    _say(f"{path} has what the gradebook has")


def _tell(book: "Book", made: "Filled", path: Path) -> None:
    _say(f"{len(made.cells)} of {counted(len(book.students), 'student')} filled: {path}")
    for word in ("excused", "not handed in"):
        if students := [student for student, _ in _of(book, word) if student not in made.cells]:
            _say(f"{word}, and left as they are: {listed(students, _MOST)}")
    for word, students in (
        (
            "waiting for a person, exported as they stand",
            [s.id for s in book.students if s.standing.waiting],
        ),
        (
            "handed in again since, exported as graded",
            [s.id for s in book.students if s.standing.outdated],
        ),
    ):
        if students:
            _warn(f"{word}: {listed(students, _MOST)}")
    for said in by_reason(dict(_of(book, "withheld"))):
        _warn(f"withheld, and left out: {said}")
    for said in by_reason(made.left):
        _warn(f"left out: {said}")
    for student, near in made.lacking.items():
        like = f"; like it: {', '.join(near)}" if near else ""
        _warn(f"no row of the template is that of {student}{like}")
    if made.lacking and not any(s.person.full_name or s.person.email for s in book.students):
        _warn(
            "nothing but ids is known of the class: a roster, --roster class.csv, says who is who"
        )
    if made.strangers:
        rows = [_stranger(one.line, one.name, one.why, one.nearest) for one in made.strangers]
        one = "1 row of nobody here, left as it was"
        told = one if len(rows) == 1 else f"{len(rows)} rows of nobody here, left as they were"
        _say(f"{told}: {listed(rows, _MOST)}")
    for said in made.notes:
        _warn(said)


def _stranger(line: int, name: str, why: str, near: tuple[str, ...]) -> str:
    more = why or (f"like {', '.join(near)}" if near else "")
    return f"{name} (line {line}{': ' if more else ''}{more})"


def _of(book: "Book", word: str) -> list[tuple[str, str]]:
    return [(s.id, s.standing.why) for s in book.students if s.standing.kind == word]


def _say(text: str, to: Console = out) -> None:
    from autograder.lms.collect.names import shown

    to.print(escape(shown(text, _MOST_CHARACTERS)), highlight=False, soft_wrap=True)


def _warn(text: str) -> None:
    _say(text, err)
