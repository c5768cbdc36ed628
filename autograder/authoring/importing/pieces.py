"""The cells of an assignment: what each is, what it is called, and what has become of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from autograder.authoring.importing.code import Code
from autograder.authoring.names import plain_letters
from autograder.authoring.release.source import MARKER

_TASK, _GRADE_ID = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}\Z"), re.compile(r"[A-Za-z0-9_-]{1,64}\Z")
_LONGEST = 56  # characters of a name, so that `check_` and a number fit in
_HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t#]*$", re.MULTILINE)


ANSWER_HERE = "*Your answer.*"


class Kind(StrEnum):
    """What a cell is to a student, in nbgrader's words."""

    TEXT = "text"
    GIVEN = "given code"
    ANSWER = "autograded answer"
    TEST = "autograder tests"
    BY_HAND = "graded by hand"


@dataclass
class Piece:
    """One cell, and what is said of it in the list; `was` is its grade_id in the old course."""

    notebook: str
    cell: Any
    kind: Kind
    was: str
    points: float
    name: str = ""
    became: str = ""
    hand: list[str] = field(default_factory=list)

    @property
    def code(self) -> Code:
        """Its code, without the marker lines of regions; none where it has none."""
        lines = self.cell.source.split("\n") if self.cell.cell_type == "code" else []
        return Code("\n".join(line for line in lines if not MARKER.search(line)))

    @property
    def place(self) -> str:
        """How the list calls it."""
        lines = [one_line(line) for line in self.cell.source.split("\n") if line.strip()]
        return f"`{self.was}`" if self.was else f"“{lines[0][:40] if lines else ''}”"


def piece(notebook: str, cell: Any) -> Piece:
    """Return what a cell of an upgraded notebook is."""
    marks = cell.metadata.get("nbgrader", {})
    made = Piece(notebook, cell, _kind(cell, marks), marks.get("grade_id", ""), 0.0)
    if marks.get("grade") or marks.get("task"):
        made.points = marks["points"]
        if "were" in marks:
            made.hand.append(f"its points were {marks['were']}, which cannot be: it has none now")
    if made.kind is Kind.GIVEN and re.search(r"\bBEGIN SOLUTION\b", cell.source):
        made.kind = Kind.ANSWER
        made.hand.append("it holds a solution and was no solution cell: it is one now")
    if cell.cell_type == "markdown" and made.kind is Kind.TEXT and marks.get("solution"):
        cell.source = ANSWER_HERE
        made.hand.append("it was an answer without points: it is a text now, without the solution")
    return made


def _kind(cell: Any, marks: Any) -> Kind:
    if cell.cell_type == "raw":
        return Kind.TEXT
    if cell.cell_type == "markdown":
        return Kind.BY_HAND if marks.get("task") or marks.get("grade") else Kind.TEXT
    if marks.get("grade"):
        return Kind.BY_HAND if marks.get("solution") else Kind.TEST
    return Kind.ANSWER if marks.get("solution") else Kind.GIVEN


def name_all(pieces: Sequence[Piece]) -> None:
    """Give each cell that needs one a name of its own, its old one where that can be."""
    taken: set[str] = {"given_check", "given_hand_in"}
    for one in pieces:
        if one.kind is Kind.TEXT and "nbgrader" not in one.cell.metadata:
            one.cell.metadata.pop("nbgrader", None)
            continue
        task = one.kind is Kind.ANSWER
        wanted = one.was or {Kind.ANSWER: "task", Kind.TEST: "tests"}.get(one.kind, "given")
        one.name = _free(_valid(wanted, task=task), taken, task=task)
        _say_renamed(one)
    texts = (one for one in pieces if not one.name)
    for number, one in enumerate(texts, 1):
        one.cell.id = f"text_{number}"


def _valid(wanted: str, *, task: bool) -> str:
    pattern = _TASK if task else _GRADE_ID
    if pattern.match(wanted) and len(wanted) <= _LONGEST:
        return wanted
    never = r"[^A-Za-z0-9_]" if task else r"[^A-Za-z0-9_-]"
    name = re.sub(never, "_", plain_letters(wanted))[:_LONGEST]
    return name if pattern.match(name) else f"task_{name}"[:_LONGEST]


def _free(wanted: str, taken: set[str], *, task: bool) -> str:
    """Return `wanted`, or with a number; without case, as folders and course.yml have it."""
    name, number = wanted, 1
    while {name.casefold(), *([f"check_{name.casefold()}"] if task else [])} & taken:
        number += 1
        name = f"{wanted}_{number}"
    taken |= {name.casefold(), *([f"check_{name.casefold()}"] if task else [])}
    return name


def _say_renamed(one: Piece) -> None:
    if one.was and one.name != one.was:
        one.hand.append(f"its name is `{one.name}` now: the old one is taken, or can be no name")
    elif not one.was and one.kind in (Kind.ANSWER, Kind.TEST, Kind.BY_HAND):
        one.hand.append(f"it had no name, and is called `{one.name}`")


def heading_above(pieces: Sequence[Piece], place: int) -> str:
    """Return the nearest heading at or above a cell, on one line; "" where there is none."""
    for one in reversed(pieces[: place + 1]):
        if one.cell.cell_type == "markdown" and (one.kind is Kind.TEXT or one is pieces[place]):
            found = _HEADING.findall(one.cell.source)
            if found:
                return one_line(found[-1])
    return ""


def counted(points: float) -> str:
    """Return how many points, in words."""
    return "1 point" if points == 1 else f"{points:g} points"


def one_line(text: str) -> str:
    """Return a text as a title holds it: printable, on one line, and not long."""
    return "".join(c for c in " ".join(text.split()) if c.isprintable())[:150].strip()
