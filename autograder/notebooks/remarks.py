"""What is said of a run: which definition counts, and what cells leave set for all code after them.

The worker tells names; only those that we know are repeated. The rest is what the cells' texts say.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from autograder.notebooks.cells import CodeCell, functions
from autograder.notebooks.sentences import Problems
from autograder.worker.left import WORDS


def remarks_on(cells: Sequence[CodeCell], told: Mapping[str, Any]) -> tuple[str, ...]:
    """Return one sentence for each thing that `told`, from a worker that settled, says."""
    answers, stubs = (
        {n: c for c in cells for n in getattr(c, kind)} for kind in ("answers", "stubs")
    )
    problems = Problems()
    for kind, names in (("again", answers), ("elsewhere", stubs), ("taken", answers)):
        for name, task in _known(told.get(kind), names):
            problems.add(kind, f"`{name}` ({task})")
    for name, tasks in _shared(cells):
        problems.add("shared", f"`{name}` ({tasks})")
    return (
        *problems.sentences(),
        *(
            f"after the last cell {words}: the default was put back before each check"
            for name, words in WORDS.items()
            if name in _list(told.get("left"))
        ),
    )


def _shared(cells: Sequence[CodeCell]) -> Iterator[tuple[str, str]]:
    """Yield the helpers that cells of several tasks define differently, with these tasks."""
    found: dict[str, dict[str, str]] = {}
    for cell in cells:
        for name, code in functions(cell.source).items() if cell.helpers else ():
            if name in cell.helpers:
                found.setdefault(name, {})[cell.grade_id or ""] = code
    for name, codes in found.items():
        if len({*codes.values()}) > 1:
            yield name, " and ".join(codes)


def _known(names: Any, cells: Mapping[str, CodeCell]) -> list[tuple[str, str | None]]:
    asked = _list(names)
    return [(name, cell.grade_id) for name, cell in cells.items() if name in asked]


def _list(value: Any) -> list[Any]:
    return value if type(value) is list else []
