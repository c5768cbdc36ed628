"""Changed lines: a known hand-in's cell that says only what it changes in the solution's cell.

    # %% backward_loop
      for epoch in range(num_epochs):
    -     optimizer.zero_grad()
    +     model.zero_grad()

`- ` marks a line of the solution that goes and `+ ` one that comes; behind the mark and its one
blank stands the line with its indentation. An unmarked line, indented by two blanks more, stays:
it says where. A cell that has a marked line is a patch, any other is a whole cell.

The lines fall into *hunks*: one ends at a blank line, and where a removed line follows an added
one. What a hunk has of the solution must stand there line below line, in exactly one place; only
blanks at the end of a line do not matter. Where it does not, the indentation may be left out: a
hunk whose lines are all indented by the same too little is meant where it fits, if that is one
place.

The marks stand in plain sight and not behind a `#`: everybody knows them from a diff, and nothing
imports or formats these files, of which some are no Python on purpose.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain
from operator import add
from pathlib import Path
from typing import NoReturn

from autograder.course import nearest
from autograder.errors import CourseError

_STAYS = " "
_BETWEEN = 2  # lines
_PLACE = "give the line above or below as well, unmarked and indented by two blanks more"


@dataclass(frozen=True)
class Line:
    """One line of a hunk: its mark (`-`, `+` or a blank), the text behind it, where it stands."""

    mark: str
    text: str
    raw: str
    number: int


Hunk = tuple[Line, ...]


@dataclass(frozen=True)
class Patch:
    """The hunks of one cell of `file`."""

    hunks: tuple[Hunk, ...]
    file: Path

    def apply(self, source: str) -> str:
        """Return the solution's cell with these changes; raise CourseError if one does not fit."""
        lines = source.split("\n")
        removed: set[int] = set()
        added: list[list[str]] = [[] for _ in range(len(lines) + 1)]
        for hunk in self.hunks:
            at, indentation = self._place(hunk, lines)
            for line in hunk:
                if line.mark == "+":
                    added[at].append(indentation + line.text if line.text else "")
                    continue
                if line.mark == "-":
                    if at in removed:
                        _refuse(self.file, line, "is removed above already", "leave it out here")
                    removed.add(at)
                at += 1
        kept = [[] if at in removed else [line] for at, line in enumerate(lines)]
        return "\n".join(chain.from_iterable(map(add, added, [*kept, []])))

    def _place(self, hunk: Hunk, lines: Sequence[str]) -> tuple[int, str]:
        """Return the index of the line where a hunk begins, and the indentation that it lacks."""
        old = [line for line in hunk if line.mark != "+"]
        lacking = [
            (at, _lacking(old, lines[at : at + len(old)]))
            for at in range(len(lines) - len(old) + 1)
        ]
        fits = [(at, blanks) for at, blanks in lacking if blanks is not None]
        places = [place for place in fits if not place[1]] or fits
        if not places:
            self._explain(old, lines)
        if len(places) > 1:
            fault = f"stands in {len(places)} places of the solution's cell"
            _refuse(self.file, old[0], fault, _PLACE)
        return places[0]

    def _explain(self, old: Sequence[Line], lines: Sequence[str]) -> NoReturn:
        there = {line.strip(): line for line in lines}
        for line in old:
            if line.text.strip() not in there:
                close = there.get(nearest(line.text.strip(), there))
                _refuse(
                    self.file,
                    line,
                    "is no line of the solution's cell",
                    f"did you mean `{close.strip()}`?" if close else "write what stands there now",
                )
        _refuse(
            self.file,
            old[0],
            "is in the solution's cell, but not so: with these lines below it, indented so",
            "write what stands there now, and a blank line between what stands apart",
        )


def parse(text: str, file: Path, first: int) -> Patch | None:
    """Return the patch that a cell's text holds, or None where it is a whole cell.

    `first` is the number of its first line. Raises CourseError for a hunk that changes nothing, or
    that adds lines and does not say where.
    """
    lines = [_line(raw, number) for number, raw in enumerate(text.split("\n"), first)]
    if all(line.mark == _STAYS for line in lines):
        return None
    patch = Patch(tuple(_hunks(lines)), file)
    for hunk in patch.hunks:
        marks = {line.mark for line in hunk}
        if marks == {_STAYS}:
            remedy = "mark what changes with `- ` or `+ `, or leave it out"
            _refuse(file, hunk[0], "stands among changed lines, and nothing changes there", remedy)
        if marks == {"+"}:
            _refuse(file, hunk[0], "is added, and it is not said where", _PLACE)
    return patch


def patch_between(old: str, new: str) -> str:
    """Return the text of the smallest patch that makes `new` of `old`, a cell's source each.

    It says where by as many lines above and below as that takes.
    """
    was, becomes = old.split("\n"), new.split("\n")
    changes = _changes(was, becomes)
    for around in range(len(was) + 1):
        hunks = ("\n".join(_hunk(was, becomes, change, around)) for change in changes)
        text = "\n\n".join(hunks)
        try:
            patch = parse(text, Path(), 1)
            if patch and patch.apply(old) == new:
                return text
        except CourseError:
            continue
    # Blank lines part what would say where: the whole cell goes, and comes.
    return "\n".join([*(f"- {line}" for line in was), *(f"+ {line}" for line in becomes)])


def _changes(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Return which lines become which: begin and end, then those of the new ones.

    Changes with few lines between them are one: two lines that change places, say.
    """
    found: list[tuple[int, int, int, int]] = []
    for kind, begin, end, added, until in SequenceMatcher(None, old, new, False).get_opcodes():
        if kind == "equal":
            continue
        if found and begin - found[-1][1] <= _BETWEEN:
            begin, _, added, _ = found.pop()
        found.append((begin, end, added, until))
    return found


def _hunk(
    old: Sequence[str], new: Sequence[str], change: tuple[int, int, int, int], around: int
) -> Iterator[str]:
    begin, end, added, until = change
    yield from (f"  {line}" for line in old[max(0, begin - around) : begin])
    yield from (f"- {line}".rstrip() for line in old[begin:end])
    yield from (f"+ {line}".rstrip() for line in new[added:until])
    yield from (f"  {line}" for line in old[end : end + around])


def _line(raw: str, number: int) -> Line:
    marked = raw in ("-", "+") or raw.startswith(("- ", "+ "))
    text = raw[2:] if marked or raw.startswith("  ") else raw
    return Line(raw[0] if marked else _STAYS, text, raw, number)


def _hunks(lines: Sequence[Line]) -> list[Hunk]:
    hunks: list[list[Line]] = [[]]
    before = _STAYS
    for line in lines:
        if not line.raw.strip():
            hunks.append([])
            continue
        # Lines that are added first, above those that they replace, belong to these.
        if (before, line.mark) == ("+", "-") and any(old.mark != "+" for old in hunks[-1]):
            hunks.append([])
        hunks[-1].append(line)
        before = line.mark
    return [tuple(hunk) for hunk in hunks if hunk]


def _lacking(old: Sequence[Line], lines: Sequence[str]) -> str | None:
    """Return the blanks that all of `old` lack to be these lines; None where they are others."""
    found = set()
    for line, solution in zip(old, lines, strict=True):
        if line.mark == _STAYS and line.raw.rstrip() == solution.rstrip():
            continue  # unmarked, and indented as it is in the solution
        lacking = solution.rstrip().removesuffix(line.text.rstrip())
        if lacking.strip() or solution.rstrip() != lacking + line.text.rstrip():
            return None
        if solution.strip():
            found.add(lacking)
    return None if len(found) > 1 else next(iter(found), "")


def _refuse(file: Path, line: Line, fault: str, remedy: str) -> NoReturn:
    raise CourseError(f"`{line.text.strip()}` {fault}", file=file, line=line.number, remedy=remedy)
