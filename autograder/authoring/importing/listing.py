"""The list of an import, in Markdown: what became of each cell, and what needs a hand."""

from collections.abc import Iterator

from autograder.authoring.importing.pieces import Kind
from autograder.authoring.importing.week import Week

_DRAFT = """\
It is a draft. Nobody has said yet which wrong answers it must catch and which right ones it must
accept: `autograder audit {name}` asks whatever can be asked without known hand-ins, and lists the
rest as not asked. Its checks, the visible ones too, run beside the student's code, which can forge
them: docs/importing.md says how to lift each to one that compares outside. The dates in course.yml
are made up.
"""


def markdown(week: Week, faults: tuple[str, ...] = ()) -> str:
    """Return the list of one week; `faults` are what kept its release from being built."""
    return "\n".join([*_head(week, faults), *_hands(week), *_cells(week)]) + "\n"


def _head(week: Week, faults: tuple[str, ...]) -> Iterator[str]:
    yield f"# {week.name}, imported\n"
    if faults:
        yield "**It cannot be released yet**, and is marked `draft: true` in course.yml:\n"
        yield from (f"- {fault}" for fault in faults)
        mended = f"take `draft: true` out and run `autograder release {week.name}`"
        yield f"\nNo command takes it before that is corrected: then {mended}.\n"
    yield _DRAFT.format(name=week.name)


def _hands(week: Week) -> Iterator[str]:
    yield "## What needs a hand\n"
    todo = [*week.notes, *(f"{p.place} ({p.notebook}): {h}" for p in week.pieces for h in p.hand)]
    todo += [f"known hand-ins of {task.id}: wrong ones and right ones" for task in week.tasks]
    yield from (f"- [ ] {line}" for line in todo)
    yield ""


def _cells(week: Week) -> Iterator[str]:
    yield "## Cell by cell\n"
    yield "| notebook | cell | was | became | needs a hand |\n| --- | --- | --- | --- | --- |"
    for one in week.pieces:
        cells = (one.notebook, one.place, str(one.kind), one.became, "; ".join(one.hand))
        escaped = [cell.replace("|", "\\|") for cell in cells]
        yield f"| {' | '.join(escaped)} |"


def summary(week: Week) -> str:
    """Return one sentence on the cells that have points."""
    scored = [one for one in week.pieces if one.points]
    checked = [o for o in scored if o.kind is Kind.TEST and "check of" in o.became]
    by_hand = [one for one in scored if one.kind is Kind.BY_HAND]
    lost = len(scored) - len(checked) - len(by_hand)
    fates = [(checked, "a check", "checks"), (by_hand, "graded by hand", "graded by hand")]
    kept = ", ".join(
        f"1 is {one}" if len(cells) == 1 else f"{len(cells)} are {many}"
        for cells, one, many in fates
    )
    said = f"{len(scored)} {'cell' if len(scored) == 1 else 'cells'} with points: {kept}"
    return f"{said}, {lost} {'is' if lost == 1 else 'are'} lost" if lost else said
