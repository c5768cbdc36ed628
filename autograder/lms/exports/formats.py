"""The files that an export can be, by what they are made for."""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.errors import UsageError
from autograder.lms.exports import blackboard, brightspace, canvas, gradescope, moodle, plain
from autograder.lms.exports.fill import Opened, compare, fill
from autograder.lms.exports.model import Book, Filled
from autograder.lms.exports.sheet import Sheet, read_sheet
from autograder.model import Target


@dataclass(frozen=True)
class _Format:
    open_sheet: Callable[[Sheet, Book, str], Opened]
    build: Callable[[Book, str], tuple[bytes, dict[str, str]]]


_TABLES = {
    Target.CSV: _Format(plain.open_sheet, plain.build),
    Target.CANVAS: _Format(canvas.open_sheet, canvas.build),
    Target.MOODLE: _Format(moodle.open_sheet, moodle.build),
    Target.BRIGHTSPACE: _Format(brightspace.open_sheet, brightspace.build),
    Target.BLACKBOARD: _Format(blackboard.open_sheet, blackboard.build),
}


def export(book: Book, target: Target, template: Path | None = None, column: str = "") -> Filled:
    """Return the export of a class: the template, filled, or a file made of the roster.

    Raises UsageError, with line and remedy, for a template that is not what the LMS gives, and
    where without one nothing can be made that the LMS takes.
    """
    if target is Target.GRADESCOPE:
        if template is None:
            return gradescope.export(book)
        return fill(gradescope.open_sheet(read_sheet(template), book, column), book)
    kind = _TABLES[target]
    if template is not None:
        return fill(kind.open_sheet(read_sheet(template), book, column), book)
    data, left = kind.build(book, column)
    made = fill(kind.open_sheet(Sheet(Path("the export"), data), book, column), book)
    # Who is left out of a file of our own lacks no row: it is said why.
    lacking = {student: near for student, near in made.lacking.items() if student not in left}
    return replace(made, lacking=lacking, left={**made.left, **left})


def differences(book: Book, target: Target, file: Path, column: str = "") -> dict[str, str]:
    """Return by student's id in what a filled file differs from the scores; raise UsageError."""
    if target is not Target.GRADESCOPE:
        return compare(_TABLES[target].open_sheet(read_sheet(file), book, column), book)
    workbook = file.suffix == ".xlsx"  # is a zip, too
    if file.suffix != ".zip" and (workbook or not zipfile.is_zipfile(file)):
        return compare(gradescope.open_sheet(read_sheet(file), book, column), book)
    try:
        return gradescope.compare(file.read_bytes(), book)
    except (OSError, ValueError) as error:
        raise UsageError(f"{file} cannot be read: {error}", remedy="export it again") from None


def ending(target: Target, template: Path | None) -> str:
    """Return the ending of the file: a template's own, which the LMS goes by."""
    if template is not None:
        return template.suffix or ".csv"
    return ".zip" if target is Target.GRADESCOPE else ".csv"
