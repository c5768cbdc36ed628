"""Nothing that students must not have is in a release: the last gate before it is written.

Three kinds of secret are looked for, in every cell, in the notebook's metadata and in every other
file: markers that nbgrader did not recognise, lines of the solution, and names, lines or files of
the hidden graders. A given cell that repeats such lines on purpose says so with the tag
`shared-lines`; it may still not hold a whole solution.
"""

import ast
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from autograder.authoring.release.public import check_table
from autograder.authoring.release.source import (
    MARKER,
    Source,
    cell_name,
    is_kind,
    split_solution,
)
from autograder.course import Assignment, Course
from autograder.errors import ReleaseError
from autograder.public.load import TABLE

SHARED = "shared-lines"
# A shorter line is anybody's (`cost = []`, `return cost`); one this long is found inside others.
TELLING, LONG = 12, 24
COMMON = re.compile(r"(import|from|def|class|@|super\(\)|#|\"\"\")")
WRITE_ANEW = (
    "take it out of source/, or tag a given cell `shared-lines` if it is meant to be public"
)


@dataclass(frozen=True)
class _Text:
    """A piece of the release: where it lies, what it says, and what it may say."""

    where: str
    text: str
    task: str = ""  # of a solution cell; its names are the task's interface
    public: frozenset[str] = frozenset()  # a solution cell's lines outside its regions
    shared: bool = False


@dataclass(frozen=True)
class _Hidden:
    """What may be known of the hidden graders: nothing."""

    files: dict[str, bytes]
    names: frozenset[str]
    lines: frozenset[str]


def check_leaks(
    course: Course, assignment: Assignment, source: Source, files: dict[str, bytes]
) -> None:
    """Raise ReleaseError, with file, cell and remedy, if `files` hold what must stay hidden."""
    expected = {source.notebook_name, *source.files}
    for name in files.keys() ^ expected:
        raise ReleaseError(
            f"{source.folder}: the release would not hold the source's public files: {name}",
            remedy="report it: nbgrader copied more or less than was asked",
        )
    hidden = _hidden(course.graders_dir(assignment))
    _check_copies(source, files, hidden)
    notebook = nbformat.reads(files[source.notebook_name].decode(), as_version=4)
    texts = {name: files[name].decode(errors="replace") for name in source.files if name != TABLE}
    _check_outputs(source, notebook)
    secrets, interface = list(_regions(source)), _interface(source)
    for piece in _pieces(source, notebook, texts):
        _check_piece(piece, secrets, hidden, interface)
    if TABLE in files:  # which repeats the notebook's cells: a leak in those is named where it is
        path = source.folder / TABLE
        table = check_table(course, assignment, path, files[TABLE], notebook)
        _check_piece(_Text(str(path), json.dumps(table)), secrets, hidden, interface)


def _check_piece(
    piece: _Text,
    secrets: list[tuple[str, frozenset[str]]],
    hidden: _Hidden,
    interface: frozenset[str],
) -> None:
    _check_markers(piece)
    _check_solution(piece, secrets)
    _check_hidden(piece, hidden, interface)


def _pieces(source: Source, notebook: Any, texts: dict[str, str]) -> Iterator[_Text]:
    shown = {cell.id: cell for cell in source.notebook.cells}
    for cell in notebook.cells:
        where = f"{source.path}: cell `{cell_name(cell)}`"
        shared = SHARED in cell.metadata.get("tags", [])
        if is_kind(cell, "solution"):
            public = frozenset(telling(split_solution(shown[cell.id])[0]))
            yield _Text(where, cell.source, cell_name(cell), public, shared=shared)
        else:
            yield _Text(where, cell.source, shared=shared)
        yield _Text(f"{where}, metadata", _strings(cell.metadata))
        yield _Text(f"{where}, attachments", _strings(cell.get("attachments", {})))
    yield _Text(f"{source.path}: the notebook's metadata", _strings(notebook.metadata))
    for name, text in texts.items():
        yield _Text(f"{source.folder / name}", text)


def _strings(value: Any) -> str:
    """Return all strings in JSON-like data, one below the other."""
    if isinstance(value, dict):
        return "\n".join(_strings(part) for item in value.items() for part in item)
    if isinstance(value, list):
        return "\n".join(_strings(part) for part in value)
    return value if isinstance(value, str) else json.dumps(value)


def _check_outputs(source: Source, notebook: Any) -> None:
    for cell in notebook.cells:
        if cell.get("outputs") or cell.get("execution_count"):
            raise ReleaseError(
                f"{source.path}: cell `{cell_name(cell)}` would be released with its output",
                remedy="clear the outputs of the source notebook",
            )


def _check_markers(piece: _Text) -> None:
    found = MARKER.search(piece.text)
    if found:
        raise ReleaseError(
            f"{piece.where} would be released with the marker {' '.join(found[0].split())!r}",
            remedy="write it exactly as nbgrader does, ### BEGIN SOLUTION, or take it out",
        )


def _regions(source: Source) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each solution region as its cell's name and its telling lines."""
    for cell in source.notebook.cells:
        for region in split_solution(cell)[1]:
            if lines := frozenset(telling(region)):
                yield cell_name(cell), lines


def _check_solution(piece: _Text, secrets: list[tuple[str, frozenset[str]]]) -> None:
    for task, secret in secrets:
        shown = piece.public if piece.task == task else frozenset()
        found = found_in(secret - shown, piece.text)
        if not found or (piece.shared and found != secret):
            continue
        raise ReleaseError(
            f"{piece.where} would be released with a line of the solution of `{task}`: "
            f"{_first(found)}",
            remedy=WRITE_ANEW,
        )


def _check_hidden(piece: _Text, hidden: _Hidden, interface: frozenset[str]) -> None:
    if piece.shared:
        return
    words = frozenset(re.findall(r"[\w.]+", piece.text))
    names = (hidden.names - interface) & (words | {word.strip(".") for word in words})
    lines = frozenset() if piece.task else found_in(hidden.lines, piece.text)
    if names or lines:
        raise ReleaseError(
            f"{piece.where} would be released with what belongs to the hidden graders: "
            f"{_first(names or lines)}",
            remedy=WRITE_ANEW,
        )


def _check_copies(source: Source, files: dict[str, bytes], hidden: _Hidden) -> None:
    for name, data in files.items():
        if Path(name).name in hidden.files or data in hidden.files.values():
            raise ReleaseError(
                f"{source.folder / name} is a file of the hidden graders",
                remedy="remove it from source/: every file there goes to students",
            )


def _hidden(graders: Path) -> _Hidden:
    files = {path.name: path.read_bytes() for path in sorted(graders.rglob("*.py"))}
    names: set[str] = set()
    lines: set[str] = set()
    for name, data in files.items():
        text = data.decode()
        names |= {name} if name != "conftest.py" else set()
        lines |= {line for line in telling(text.split("\n")) if len(line) >= LONG}
        for node in ast.parse(text).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and _distinctive(node.name):
                names.add(node.name)
    return _Hidden(
        {name: data for name, data in files.items() if data.strip()},
        frozenset(names),
        frozenset(lines),
    )


def _distinctive(name: str) -> bool:
    # `train` or `loss` is anybody's word; `mean_of_product` and `test_sign` are a grader's.
    return name.startswith("test_") or ("_" in name and len(name) >= 8)


def _interface(source: Source) -> frozenset[str]:
    """Return the names that tasks ask for, and those that shared cells show."""
    cells = [
        cell
        for cell in source.notebook.cells
        if is_kind(cell, "solution") or SHARED in cell.metadata.get("tags", [])
    ]
    return frozenset(
        name for cell in cells for name in re.findall(r"^(?:def|class) (\w+)", cell.source, re.M)
    )


def telling(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines that give something away: no imports, headers or openings of a block."""
    for line in map(plain, lines):
        if len(line) >= TELLING and not COMMON.match(line) and not line.endswith(":"):
            yield line


def plain(line: str) -> str:
    """Return a line without indentation, comment sign and Markdown's decoration."""
    return " ".join(line.strip().lstrip("#>-*` ").rstrip("` ").split())


def found_in(secret: frozenset[str], text: str) -> frozenset[str]:
    """Return the lines of `secret`, of `telling`, that stand in a text."""
    lines = [plain(line) for line in text.split("\n")]
    whole = set(lines)
    joined = " ".join(lines)
    return frozenset(
        line for line in secret if line in whole or (len(line) >= LONG and line in joined)
    )


def _first(found: Iterable[str]) -> str:
    """Return the first of what was found, as a message quotes it."""
    return repr(min(found))
