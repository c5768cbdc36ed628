"""A table of an LMS read so that some of its cells can be changed and nothing else.

A sheet knows where in the text each cell lies. Filling one splices the new text in there: every
other character, and with it every byte, stays as the LMS wrote it, line ends, quotes and byte
order mark included. Writing the table anew with a CSV library would change some of them.
"""

import codecs
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import UsageError

_MOST = 64 * 2**20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
AS_GIVEN = "give the file as the LMS made it, not saved again by a spreadsheet"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text, and where it lies in the sheet's text, quotes included."""

    text: str
    start: int
    end: int
    quoted: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the line it begins in, its cells (none in a blank line), and where it lies."""

    line: int
    cells: tuple[Cell, ...]
    start: int
    end: int

    def text(self, column: int) -> str:
        """Return the text in a column, without the blanks around it."""
        return self.cells[column].text.strip()


class Sheet:
    """A table in CSV or divided by tabs. Raises UsageError, with the line, where it is none."""

    def __init__(self, path: Path, data: bytes) -> None:
        self.path = path
        self._bom, self.encoding, self._text = _decoded(path, data)
        first = _first_record(self._text)
        # Where a comma and a tab divide alike (a single column), it is a comma.
        self.delimiter = max(",;\t", key=lambda mark: _count(first, mark))
        self.rows = _rows(path, self._text, self.delimiter)
        if not self.rows or not self.rows[0].cells:
            raise UsageError(f"{path}:1: there is no header", remedy=AS_GIVEN)

    @property
    def has_bom(self) -> bool:
        """Whether the file begins with a byte order mark."""
        return bool(self._bom)

    @property
    def head(self) -> tuple[str, ...]:
        """The header's texts."""
        return tuple(cell.text.strip() for cell in self.rows[0].cells)

    @property
    def body(self) -> list[Row]:
        """The rows below the header that are not blank."""
        return [row for row in self.rows[1:] if any(cell.text.strip() for cell in row.cells)]

    @property
    def delimiter_name(self) -> str:
        """What the delimiter is called."""
        return {",": "comma", ";": "semicolon", "\t": "tab"}[self.delimiter]

    def check_widths(self, rows: Iterable[Row] | None = None) -> None:
        """Raise UsageError for one of `rows` (all) that has not as many cells as the header."""
        width = len(self.rows[0].cells)
        for row in self.body if rows is None else rows:
            if len(row.cells) != width:
                raise self.refusal(
                    row.line,
                    f"{len(row.cells)} cells in place of the header's {width}: a"
                    f" {self.delimiter_name} without quotes around it?",
                )

    def refusal(self, line: int, fault: str, remedy: str = AS_GIVEN) -> UsageError:
        """Return the error that names the file and a line of it."""
        return UsageError(f"{self.path}:{line}: {fault}", remedy=remedy)

    def filled(self, cells: Mapping[tuple[int, int], str], dropped: Collection[int] = ()) -> bytes:
        """Return the file with other texts in some cells, by line and column, and without rows.

        `dropped` are the lines of rows to leave out.
        """
        changes = []
        for row in self.rows:
            if row.line in dropped:
                changes.append((row.start, row.end, ""))
        by_line = {row.line: row for row in self.rows}
        for (line, column), text in cells.items():
            cell = by_line[line].cells[column]
            if line not in dropped and cell.text != text:
                changes.append((cell.start, cell.end, self._written(text, quoted=cell.quoted)))
        parts, done = [], 0
        for start, end, text in sorted(changes):
            parts += [self._text[done:start], text]
            done = end
        return self._bom + "".join([*parts, self._text[done:]]).encode(self.encoding)

    def _written(self, text: str, *, quoted: bool) -> str:
        if quoted or self.delimiter in text or any(mark in text for mark in '"\r\n'):
            return '"' + text.replace('"', '""') + '"'
        return text


def read_sheet(path: Path) -> Sheet:
    """Read a table from a file; raise UsageError where that cannot be done."""
    try:
        with path.open("rb") as file:
            data = file.read(_MOST + 1)
    except OSError as error:
        raise UsageError(
            f"{path} cannot be read: {error.strerror}", remedy="name the file that the LMS gave"
        ) from None
    if len(data) > _MOST:
        raise UsageError(f"{path} is larger than {_MOST // 2**20} MB", remedy=AS_GIVEN)
    return Sheet(path, data)


def _decoded(path: Path, data: bytes) -> tuple[bytes, str, str]:
    """Return the byte order mark, the encoding and the text; encoding it again gives `data`."""
    if data.startswith(_WORKBOOKS):
        raise UsageError(f"{path} is an Excel workbook", remedy="download it from the LMS as CSV")
    bom, encoding = next(((b, e) for b, e in _BOMS if data.startswith(b)), (b"", "utf-8"))
    body = data.removeprefix(bom)
    for tried in (encoding,) if bom else ("utf-8", "cp1252"):
        try:
            text = body.decode(tried)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return bom, tried, text
    raise UsageError(
        f"{path} is not text in UTF-8, UTF-16 or Windows-1252", remedy="download it again, as CSV"
    )


def _first_record(text: str) -> str:
    """Return the header, in which a quoted cell may hold line breaks."""
    found = re.match(r'(?:[^"\r\n]++|"[^"]*+")*+', text)
    return found.group() if found else ""


def _count(line: str, mark: str) -> int:
    """Return how often a delimiter stands in a line outside of quotes."""
    return re.sub(r'"[^"]*"', "", line).count(mark)


def _rows(path: Path, text: str, delimiter: str) -> list[Row]:
    # A quoted cell ends at the first quote that is not doubled; only what divides may follow.
    pattern = re.compile(
        rf'(?:"((?:[^"]++|"")*+)"|((?!")[^{delimiter}\r\n]*+))({delimiter}|\r\n|\r|\n|\Z)'
    )
    rows: list[Row] = []
    cells: list[Cell] = []
    place = start = 0
    line = first = 1
    while place < len(text) or cells:
        found = pattern.match(text, place)
        if not found:
            raise UsageError(
                f"{path}:{line}: a quotation mark that is not closed, or text behind one",
                remedy=AS_GIVEN,
            )
        quoted, plain, end = found.groups()
        is_quoted = quoted is not None
        value = quoted.replace('""', '"') if is_quoted else plain
        cells.append(Cell(value, found.start(), found.end(3) - len(end), is_quoted))
        line += _breaks(found.group())
        place = found.end()
        if end != delimiter:
            blank = len(cells) == 1 and not is_quoted and not value
            rows.append(Row(first, () if blank else tuple(cells), start, place))
            cells, start, first = [], place, line
    return rows


def _breaks(text: str) -> int:
    return len(re.findall(r"\r\n|\r|\n", text))
