"""The sentences that say what was repaired, one for each kind of fault, naming its cells."""

_SENTENCES = {
    "recognised": (
        "the cell {} had lost its nbgrader metadata and was recognised by its content",
        "the cells {} had lost their nbgrader metadata and were recognised by their content",
    ),
    "missing locked": (
        "the locked cell {} was missing; it was put back",
        "the locked cells {} were missing; they were put back",
    ),
    "missing solution": (
        "the solution cell {} was missing; the empty one of the release was put in its place",
        "the solution cells {} were missing; the empty ones of the release were put in their place",
    ),
    "edited": (
        "the locked cell {} was edited; the released text was put back",
        "the locked cells {} were edited; the released text was put back",
    ),
    "joined": (
        "the locked cell {} holds code of a task as well, which runs as a cell of its own",
        "the locked cells {} hold code of tasks as well, which runs as cells of its own",
    ),
    "locked retyped": (
        "the type of the locked cell {} was changed; it was changed back",
        "the types of the locked cells {} were changed; they were changed back",
    ),
    "solution retyped": (
        "the type of the solution cell {} was changed, so it does not run as code",
        "the types of the solution cells {} were changed, so they do not run as code",
    ),
    "marks changed": (
        "the nbgrader metadata of the cell {} were changed; the released ones were put back",
        "the nbgrader metadata of the cells {} were changed; the released ones were put back",
    ),
    "locked twice": (
        "the locked cell {} appeared more than once; one was kept",
        "the locked cells {} appeared more than once; one of each was kept",
    ),
    "solution twice": (
        "the solution cell {} appeared more than once; the last definition counts",
        "the solution cells {} appeared more than once; the last definitions count",
    ),
    "moved": (
        "the cell {} had been moved; it was put back in its place",
        "the cells {} had been moved; they were put back in their places",
    ),
    "unknown": (
        "the cell {} does not belong to the assignment; it was treated as the student's own",
        "the cells {} do not belong to the assignment; they were treated as the student's own",
    ),
    "again": (
        "{} is defined again outside of its task's cell: what stands in that cell is graded",
        "{} are defined again outside of their tasks' cells: what stands in those is graded",
    ),
    "elsewhere": (
        "{} is open in its task's cell, and is graded as another cell defines it",
        "{} are open in their tasks' cells, and are graded as other cells define them",
    ),
    "taken": (
        "{} has the name of something in a given cell further down: the checks call yours,"
        " cells below have the given one; another name helps",
        "{} have the names of things in given cells further down: the checks call yours,"
        " cells below have the given ones; other names help",
    ),
    "shared": (
        "{} is defined in the cells of several tasks, and differs: all of them use the last one;"
        " another name helps",
        "{} are defined in the cells of several tasks, and differ: all of them use the last ones;"
        " other names help",
    ),
    "other kernel": ("the notebook was set to the kernel {}; it was run with Python",) * 2,
    "kernel missing": ("the notebook did not name a {}; it was run with Python",) * 2,
}

_MOST_NAMED = 40


class Problems:
    """Collects what was repaired: cells by the kind of fault."""

    def __init__(self) -> None:
        self._cells: dict[str, dict[str, None]] = {}

    def add(self, kind: str, name: str, cell_type: str = "") -> None:
        """Note that the cell `name` had a fault of this kind; `cell_type` is what it is now."""
        words = f"{_shown(name)} (now {cell_type})" if cell_type else _shown(name)
        self._cells.setdefault(kind, {})[words] = None

    def sentences(self) -> tuple[str, ...]:
        """Return one plain sentence for each kind of fault."""
        return tuple(
            texts[len(self._cells[kind]) > 1].format(_listed(list(self._cells[kind])))
            for kind, texts in _SENTENCES.items()
            if kind in self._cells
        )


def _shown(name: str) -> str:
    # An unknown grade_id or kernel is the student's text.
    clean = "".join(c if c.isprintable() else "?" for c in name[:60])
    return clean + ("..." if len(name) > 60 else "")


def _listed(names: list[str]) -> str:
    if len(names) > _MOST_NAMED:
        names = [*names[:_MOST_NAMED], f"{len(names) - _MOST_NAMED} more"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
