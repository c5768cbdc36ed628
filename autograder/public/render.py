"""What a person sees of a result: a box in HTML, and the same as text. Pure functions."""

import re
from collections.abc import Iterator
from html import escape

from autograder.public.picture import described, legend, svg
from autograder.public.result import PublicResult, PublicStatus

_COLOURS = {
    PublicStatus.PASS: "#2e9e5b",
    PublicStatus.OPEN: "#8a8f98",
    PublicStatus.FAIL: "#d9822b",
    PublicStatus.ERROR: "#d9534f",
    PublicStatus.TIMEOUT: "#d9534f",
}
_BOX = (
    "border:1px solid {colour};border-left-width:6px;border-radius:4px;padding:.5em .8em;"
    "margin:.3em 0;max-width:46em;box-sizing:border-box;color:inherit;background:transparent;"
    "line-height:1.45;overflow-wrap:anywhere;white-space:normal"
)
_PLAIN = "list-style:none;margin:.3em 0;padding:0"
_CODE = "font-family:monospace;color:inherit;background:transparent;padding:0"


def passed_words(task: str) -> str:
    """Return what stands there when everything public holds: never more than that."""
    return f"{task}: the public checks pass."


def headline(result: PublicResult) -> str:
    """Return the result in one line."""
    if result.earlier:
        return f"{result.task}: {result.earlier}"
    if result.status is PublicStatus.PASS:
        return passed_words(result.task)
    if result.status is PublicStatus.OPEN:
        return result.fault
    return f"{result.task}: {result.fault}"


def html(result: PublicResult, hints: int = 1) -> str:
    """Return the box as one element with no script and no class, which needs no other file.

    Hints after the first `hints` are folded away.
    """
    status = PublicStatus.OPEN if result.earlier else result.status
    box = _BOX.format(colour=_COLOURS[status])
    return f'<div style="{box}">{"".join(_blocks(result, hints))}</div>'


def text(result: PublicResult, hints: int = 1) -> str:
    """Return the same as text; of the hints only the first `hints`, and how to ask for more."""
    lines = [headline(result)]
    if result.earlier:
        return "\n".join([*lines, *([f"  {words}"] if (words := _of_that(result)) else [])])
    if result.where:
        lines.append(f"  {result.where}")
    if result.status not in (PublicStatus.OPEN, PublicStatus.PASS):
        lines += _marked(result)
    lines += [f"  {name}: {value}" for name, value in _compared(result)]
    if result.picture is not None:
        lines.append(f"  {described(result.picture)}")
    lines += [f"  hint: {hint}" for hint in result.hints[:hints]]
    if len(result.hints) > hints:
        lines.append(f'  another hint: check("{result.task}", hints={hints + 1})')
    if result.lecture and result.status not in (PublicStatus.PASS, PublicStatus.OPEN):
        lines.append(f"  look again at {result.lecture}")
    return "\n".join(lines)


def _marked(result: PublicResult) -> list[str]:
    return [
        *(f"  + {title}" for title in result.holds),
        *([f"  - not yet: {result.wrong}"] if result.wrong else []),
        *([f"  . {_more(result)}"] if result.unseen else []),
    ]


def _of_that(result: PublicResult) -> str:
    """Return what was found about a version that is not the newest."""
    if result.status is PublicStatus.OPEN:
        return ""
    if result.status is PublicStatus.PASS:
        return "The earlier version passes the public checks."
    return f"About the earlier version: {result.fault}"


def _more(result: PublicResult) -> str:
    count = len(result.unseen)
    return f"{count} more {'check runs' if count == 1 else 'checks run'} once this one passes"


def _compared(result: PublicResult) -> list[tuple[str, str]]:
    pairs = (("expected", result.expected), ("yours", result.received))
    return [(name, value) for name, value in pairs if value]


def _blocks(result: PublicResult, hints: int) -> Iterator[str]:
    yield f"<div><strong>{_mark(result)} {_inline(headline(result))}</strong></div>"
    if result.earlier:
        yield f"<div>{_inline(_of_that(result))}</div>"
        return
    if result.where:
        yield f'<div><code style="{_CODE}">{escape(result.where)}</code></div>'
    if result.status is PublicStatus.OPEN:
        return
    yield _steps(result)
    if compared := _compared(result):
        rows = "".join(
            f'<div>{name}: <code style="{_CODE}">{escape(value)}</code></div>'
            for name, value in compared
        )
        yield f'<div style="margin:.3em 0">{rows}</div>'
    if result.picture is not None and (drawing := svg(result.picture)):
        yield f"<div>{_inline(legend(result.picture))}</div>{drawing}"
    yield from _hints(result.hints, hints)
    if result.lecture and result.status is not PublicStatus.PASS:
        yield f"<div>Look again at {_inline(result.lecture)}.</div>"


def _inline(words: str) -> str:
    """Return words as HTML, what stands in backticks as code."""
    return re.sub(r"`([^`]+)`", rf'<code style="{_CODE}">\1</code>', escape(words))


def _mark(result: PublicResult) -> str:
    if result.earlier:
        return "!"
    return {PublicStatus.PASS: "✓", PublicStatus.OPEN: "○"}.get(result.status, "✗")


def _steps(result: PublicResult) -> str:
    items = [
        *(f"✓ {_inline(title)}" for title in result.holds),
        *([f"✗ not yet: {_inline(result.wrong)}"] if result.wrong else []),
        *([f"· {_more(result)}"] if result.unseen else []),
    ]
    rows = "".join(f'<li style="margin:0">{item}</li>' for item in items)
    return f'<ul style="{_PLAIN}">{rows}</ul>'


def _hints(steps: tuple[str, ...], shown: int) -> Iterator[str]:
    for hint in steps[:shown]:
        yield f"<div><strong>Hint:</strong> {_inline(hint)}</div>"
    folded = ""
    for place, hint in reversed(list(enumerate(steps[shown:], shown))):
        name = "Another hint" if place == 1 else f"Hint {place + 1}"
        folded = (
            f'<details style="margin:.2em 0"><summary style="cursor:pointer">{name}</summary>'
            f"<div>{_inline(hint)}</div>{folded}</details>"
        )
    yield folded
