"""An assignment of an nbgrader course as a week: notebook, tasks, points, files and list."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from autograder.authoring.importing import autotests
from autograder.authoring.importing.find import Found
from autograder.authoring.importing.notebook import notebook_of
from autograder.authoring.importing.pieces import (
    Kind,
    Piece,
    counted,
    heading_above,
    name_all,
    one_line,
    piece,
)
from autograder.authoring.importing.shared import tag_shared
from autograder.authoring.importing.tests import Test, Tests, owner
from autograder.authoring.importing.upgrade import read_upgraded
from autograder.authoring.names import plain_letters
from autograder.authoring.new.entry import in_words

_SAFE = re.compile(r"[^A-Za-z0-9_.-]+")  # what no assignment's id holds


@dataclass(frozen=True)
class Part:
    """What course.yml says of a task, with its tests, or of a cell that is graded by hand."""

    id: str
    title: str
    points: float
    tests: tuple[Test, ...] = ()
    bound: frozenset[str] = frozenset()  # the names that its cell binds


@dataclass(frozen=True)
class Week:
    """One week to be written; `notes` are about the whole of it."""

    name: str
    title: str
    notebook: Any
    tasks: tuple[Part, ...]
    by_hand: tuple[Part, ...]
    files: dict[str, bytes]
    pieces: tuple[Piece, ...]
    notes: list[str] = field(default_factory=list)

    @property
    def points(self) -> float:
        """All that can be earned."""
        return sum(part.points for part in (*self.tasks, *self.by_hand))


def planned(found: Found) -> Week:
    """Return the week that an assignment becomes; raises UsageError for what cannot be read."""
    name = _SAFE.sub("-", plain_letters(found.name)).lstrip("-._")[:64] or "imported"
    notes = [f"`{one_line(file)}` is left behind: {why}" for file, why in found.left.items()]
    if name != found.name:
        notes.append(f"the folder was called {found.name!r}")
    pieces = _pieces(found, notes)
    name_all(pieces)
    tasks = _tasks(pieces)
    by_hand = _by_hand(pieces, {task.id for task in tasks})
    notebook = notebook_of(name, pieces, {task.id: task.points for task in tasks})
    tag_shared(notebook, pieces)
    if not tasks:
        notes.append(
            "no test of it could be imported, and a week needs a task that is checked: nothing of"
            " it is written but this list; it stays with nbgrader's own commands"
        )
    return Week(
        name,
        in_words(one_line(found.name)),
        notebook,
        tuple(tasks),
        tuple(by_hand),
        {file: path.read_bytes() for file, path in found.files.items()},
        tuple(pieces),
        notes,
    )


def _pieces(found: Found, notes: list[str]) -> list[Piece]:
    pieces: list[Piece] = []
    for path in found.notebooks:
        notebook = read_upgraded(path)
        if why := autotests.expand(notebook, found):
            notes.append(f"the AUTOTEST lines of {path.name} could not be expanded: {why}")
        pieces += [piece(one_line(path.name), cell) for cell in notebook.cells]
    if len(found.notebooks) > 1:
        names = ", ".join(path.name for path in found.notebooks)
        notes.append(f"{names} are one notebook now, in this order: students hand in one file")
        _say_shared(pieces)
    return [*_around(found.header), *pieces, *_around(found.footer)]


def _around(path: Path | None) -> list[Piece]:
    """Return a header or footer, of which only what is read stays: the LMS tells who hands in."""
    if path is None or not path.is_file():
        return []
    cells = [piece(path.name, cell) for cell in read_upgraded(path).cells]
    for one in cells:
        if one.cell.cell_type == "code":
            one.kind = Kind.GIVEN
            one.became = "left out"
            one.hand.append("code of a header is left out: who hands in is told by the LMS")
    return cells


def _say_shared(pieces: Sequence[Piece]) -> None:
    """Say which names two notebooks bind, now that they are one."""
    first: dict[str, str] = {}
    for one in pieces:
        if one.kind is Kind.TEST:
            continue
        for name in one.code.bound:
            if first.setdefault(name, one.notebook) != one.notebook and not one.code.imports(name):
                one.hand.append(f"it binds `{name}`, as {first[name]} does: rename one of them")


def _tasks(pieces: Sequence[Piece]) -> list[Part]:
    """Return the tasks: the answers that tests with points are about."""
    tests = Tests(pieces)
    about: dict[str, list[tuple[Piece, Test]]] = {}
    for place, one in enumerate(pieces):
        answer = owner(pieces, place) if one.kind is Kind.TEST else None
        if answer is None and one.kind is Kind.TEST:
            one.hand.append(f"there is no answer to test: {counted(one.points)} are lost")
        elif answer is not None and (test := tests.test(one)) is not None:
            about.setdefault(answer.name, []).append((one, test))
    return [
        _task(pieces, place, one, about[one.name])
        for place, one in enumerate(pieces)
        if one.kind is Kind.ANSWER and any(test.points for _, test in about.get(one.name, ()))
    ]


def _task(
    pieces: Sequence[Piece], place: int, answer: Piece, about: Sequence[tuple[Piece, Test]]
) -> Part:
    found: list[Test] = []
    for one, test in about:
        names = [other.name for other in found]
        name = test.name if test.name not in names else f"{test.name}_{len(names) + 1}"
        found.append(replace(test, name=name))
        one.became = _became(test, answer.name)
        if not test.points and test.hidden:
            one.hand.append("hidden tests without points are left out")
    points = sum(test.points for test in found)
    answer.became = f"task `{answer.name}`, {counted(points)}, and its cell `check_{answer.name}`"
    title = heading_above(pieces, place) or in_words(answer.name)
    return Part(answer.name, title, points, tuple(found), answer.code.bound)


def _became(test: Test, task: str) -> str:
    worth = counted(test.points) if test.points else "no points"
    kinds = [("public check", test.visible), ("hidden check", test.hidden)]
    return f"{' and '.join(kind for kind, source in kinds if source)} of `{task}`, {worth}"


def _by_hand(pieces: Sequence[Piece], tasks: set[str]) -> list[Part]:
    found = []
    for place, one in enumerate(pieces):
        title = heading_above(pieces, place) or in_words(one.name)
        if one.kind is Kind.BY_HAND:
            one.became = f"graded by hand, {counted(one.points)}"
            if one.points:
                found.append(Part(one.name, title, one.points))
            else:
                one.hand.append("it has no points, so that nobody is asked to grade it")
        elif one.kind is Kind.ANSWER and one.name not in tasks:
            one.became = "an exercise that nobody grades"
            one.hand.append("no test with points is about it: write a check, or grade it by hand")
            found.append(Part(one.name, title, 0.0))
    return found
