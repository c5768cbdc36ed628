"""Test cells as checks: which task each belongs to, what of it is visible, and what hidden."""

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.authoring.importing.autotests import has_autotests
from autograder.authoring.importing.code import Code, prelude
from autograder.authoring.importing.pieces import Kind, Piece, counted, one_line

_COMMENT = re.compile(r"^#+[ \t]*(?!#)(\S.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Test:
    """One test cell: statements that students see, and statements that they do not."""

    name: str
    title: str
    visible: str
    hidden: str
    points: float


def split(source: str) -> tuple[str, str]:
    """Return the visible and the hidden lines of a test cell, without the markers.

    Raises ValueError where the markers do not pair up.
    """
    lines: tuple[list[str], list[str]] = ([], [])
    inside = False
    for line in source.split("\n"):
        if "BEGIN HIDDEN TESTS" in line or "END HIDDEN TESTS" in line:
            if ("BEGIN" in line) is inside:
                raise ValueError("its markers of hidden tests do not pair up")
            inside = not inside
        else:
            lines[inside].append(line)
    if inside:
        raise ValueError("its hidden tests never end")
    return "\n".join(lines[0]).strip("\n"), "\n".join(lines[1]).strip("\n")


def owner(pieces: Sequence[Piece], place: int) -> Piece | None:
    """Return the answer that a test cell is about: the last one before it of those it reads.

    If it reads none of them, the last one before it; and if there is none, the first one after it.
    """
    needed = pieces[place].code.needed
    before = [one for one in pieces[:place] if one.kind is Kind.ANSWER]
    reading = [one for one in before if one.code.bound & needed]
    after = [one for one in pieces[place:] if one.kind is Kind.ANSWER]
    about = reading or before or after[:1]
    return about[-1] if about else None


class Tests:
    """The test cells of an assignment, in order; each is read after those before it."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        others = [one.code for one in pieces if one.kind is not Kind.TEST]
        self._given = frozenset(name for code in others for name in code.bound)
        self._anything = any(code.imports_all for code in others)
        self._visible: list[Code] = []
        self._hidden: list[Code] = []
        self._made: dict[str, str] = {}  # which test cell binds a name

    def test(self, one: Piece) -> Test | None:
        """Return a test cell as a check, and say what needs a hand; None where it cannot be one."""
        if why := self._unusable(one):
            one.hand.append(f"{why}: {counted(one.points)} are lost")
            return None
        visible, hidden = map(Code, split(one.cell.source))
        shown = prelude(visible, self._visible, self._given)
        # What nbgrader runs before in the same cell; a test may set up hidden what it shows.
        shown += [c for c in prelude(visible, [hidden], self._given) if _is_import(c)]
        behind = prelude(hidden, [*self._visible, *self._hidden], self._given | visible.bound)
        self._say(one, visible, hidden)
        made = Test(
            re.sub(r"\W", "_", one.name.removeprefix("test_")) or "test",
            _title(visible, one),
            _joined([*shown, visible]) if visible.statements else "",
            _joined([*behind, hidden]) if hidden.statements else "",
            one.points,
        )
        self._visible.append(visible)
        self._hidden.append(hidden)
        self._made |= dict.fromkeys(one.code.bound, one.place)
        return made

    def _unusable(self, one: Piece) -> str:
        if has_autotests(one.cell):
            return "its AUTOTEST lines could not be expanded"
        try:
            parts = split(one.cell.source)
        except ValueError as error:
            return str(error)
        for part in map(Code, parts):
            if not part.readable:
                return "it is no Python"
            if any(isinstance(n, ast.Await) for s in part.tree.body for n in ast.walk(s)):
                return "it awaits something, which no check does"
        if not any(Code(part).statements for part in parts):
            return "it tests nothing"
        return ""

    def _say(self, one: Piece, visible: Code, hidden: Code) -> None:
        """Say what of a test cell may mean something else here than under nbgrader."""
        if hidden.statements:
            one.hand.append(
                "its hidden tests run beside the student's code, which can read and forge them:"
                " write a grader that compares outside (docs/importing.md)"
            )
        for code in (visible, hidden):
            if code.python != code.source:
                one.hand.append("its magics are calls of IPython now: look at them")
            if code.statements and _may_be_partial(code.statements[-1]):
                one.hand.append(
                    "its last line is a value: where that is a number, nbgrader takes it for the"
                    " points, and here all points or none are given"
                )
        for name in sorted(one.code.needed - self._given):
            if name in self._made and name not in {
                n for c in [*self._visible, *self._hidden] for d in c.definitions() for n in d.bound
            }:
                one.hand.append(f"it reads `{name}`, which the tests {self._made[name]} make")
            elif name not in self._made and not self._anything:
                one.hand.append(f"it reads `{name}`, which nothing in the notebook makes")
        for name in sorted(self._bound_again(one)):
            one.hand.append(
                f"it is run after the whole notebook, where `{name}` is what a later cell makes it"
            )

    def _bound_again(self, one: Piece) -> set[str]:
        """Return the names that it reads and that cells below it bind again."""
        place = next(i for i, other in enumerate(self._pieces) if other is one)
        before, after = (
            {n for p in part if p.kind is not Kind.TEST for n in p.code.bound}
            for part in (self._pieces[:place], self._pieces[place:])
        )
        return set(one.code.needed & before & after)


def _is_import(code: Code) -> bool:
    return all(isinstance(node, ast.Import | ast.ImportFrom) for node in code.tree.body)


def _joined(parts: Sequence[Code]) -> str:
    return "\n".join(part.python.strip("\n") for part in parts)


def _may_be_partial(last: ast.stmt) -> bool:
    """Say whether a cell's last statement may show a number."""
    if not isinstance(last, ast.Expr) or _is_no_number(last.value):
        return False
    called = ast.unparse(last.value.func) if isinstance(last.value, ast.Call) else "value"
    return not re.search(r"(^|\.)(print|display|assert\w*|ok_|eq_)$", called)


def _is_no_number(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and not isinstance(value.value, int | float)


def _title(visible: Code, one: Piece) -> str:
    """Return what students read of a test: its docstring, or its first comment."""
    said = ast.get_docstring(visible.tree) or ""
    if not said and (found := _COMMENT.search(visible.source)):
        said = found[1]
    return one_line(said.split("\n\n")[0]) or f"The tests of `{one.name}` hold"
