"""The notebook as it ran, as cells for the page: code, what it showed, and text."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from autograder.feedback import markup
from autograder.notebooks import clean
from autograder.notebooks.node import NotebookNode

# For a page that a phone opens, and a hand-in that prints without end.
_MAX_CELLS = 300
_MAX_SOURCE = 50_000
_MAX_MARKUP = 20_000  # of one cell or output; parsers take time in the square of some texts
_MAX_TEXT = 1_000_000  # of the whole notebook
_MAX_RENDERED = 200_000  # of it, what is parsed or coloured; what comes later is shown as it is
_MAX_FORMULAS = 2_000
_MAX_PAGE = 4 * 2**20  # characters of HTML, pictures aside
_MAX_OUTPUTS = 30
_MAX_LINES = 200
_MAX_PRINTED = 20_000
_MAX_HTML = 100_000
_MAX_PICTURES = 6 * 2**20

PICTURES = ("image/png", "image/jpeg", "image/gif")


@dataclass(frozen=True)
class Output:
    """Something that a cell showed; `html` is inert, `kind` is text, error, table or picture."""

    kind: str
    html: str


@dataclass(frozen=True)
class Cell:
    """A cell to show; `task` is the id of the task whose solution it holds, or ""."""

    kind: str
    html: str
    outputs: tuple[Output, ...] = ()
    task: str = ""


def cells(executed: NotebookNode, tasks: frozenset[str]) -> tuple[Cell, ...]:
    """Return the cells of an executed notebook, cleaned once more, within the page's limits.

    `tasks` are the ids of the cells that hold a solution.
    """
    shown = _Shown(tasks)
    found = []
    for cell, whole in zip(
        clean.notebook(_beginning(executed)).cells, executed.cells, strict=False
    ):
        found.append(shown.cell(cell, len(whole.get("outputs", ()))))
        if shown.full:
            break
    if left := len(executed.cells) - len(found):
        found.append(Cell("note", f"{left} further cells are not shown here."))
    return tuple(found)


def _beginning(executed: NotebookNode) -> NotebookNode:
    beginning = NotebookNode(executed)
    beginning.cells = [
        NotebookNode(cell, outputs=cell.outputs[:_MAX_OUTPUTS])
        if cell.cell_type == "code"
        else cell
        for cell in executed.cells[:_MAX_CELLS]
    ]
    return beginning


class _Shown:
    """Shows the cells of one notebook, and counts what the page may hold."""

    def __init__(self, tasks: frozenset[str]) -> None:
        self._tasks = set(tasks)
        self._pictures = 0
        self._room = _MAX_PICTURES
        self._text_room = _MAX_TEXT
        self._rendered_room = _MAX_RENDERED
        self._formulas_room = 2 * _MAX_FORMULAS  # dollars
        self._page_room = _MAX_PAGE

    @property
    def full(self) -> bool:
        """Whether the page holds as much as it may."""
        return self._page_room < 0

    def cell(self, cell: NotebookNode, outputs: int) -> Cell:
        """Show a cell that had so many outputs."""
        shown = self._cell(cell, outputs)
        self._page_room -= len(shown.html)
        return shown

    def _cell(self, cell: NotebookNode, outputs: int) -> Cell:
        source = self._cut(cell.source, _MAX_SOURCE if cell.cell_type == "code" else _MAX_MARKUP)
        if cell.cell_type == "markdown" and self._may_render(source):
            return Cell("text", markup.markdown(source, cell.get("attachments", {})))
        if cell.cell_type != "code":
            return Cell("raw", markup.printed(source))
        name = str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
        # The first alone: a copy of the cell must not stand in for it.
        task = name if name in self._tasks else ""
        self._tasks.discard(task)
        code = markup.code(source, coloured=self._may_render(source))
        shown = list(self._outputs(cell.outputs))
        if left := outputs - len(cell.outputs):
            shown.append(Output("note", f"{left} further outputs are not shown here."))
        return Cell("code", code, tuple(shown), task)

    def _outputs(self, outputs: Iterable[Mapping[str, Any]]) -> Iterator[Output]:
        for output in (shown for one in outputs for shown in self._output(one) if shown.html):
            if self.full:
                yield Output("note", "Further outputs are not shown here: the page is too large.")
                return
            if output.kind != "picture":  # they have a room of their own
                self._page_room -= len(output.html)
            yield output

    def _output(self, output: Mapping[str, Any]) -> Iterator[Output]:
        if output["output_type"] == "stream":
            kind = "error" if output["name"] == "stderr" else "printed"
            yield Output(kind, self._printed(output["text"]))
        elif output["output_type"] == "error":
            traceback = "\n".join(output["traceback"]) or f"{output['ename']}: {output['evalue']}"
            yield Output("error", self._printed(traceback))
        else:
            yield self._display(output["data"])

    def _display(self, data: Mapping[str, str]) -> Output:
        """Show the richest form that can be shown."""
        for kind in PICTURES:
            if kind in data:
                return self._picture(kind, data[kind])
        if "text/html" in data:
            return Output("table", markup.shown_html(self._cut(data["text/html"], _MAX_HTML)))
        for kind in ("text/markdown", "text/latex"):
            if kind in data:
                source = self._cut(data[kind], _MAX_MARKUP)
                if not self._may_render(source):
                    return Output("printed", markup.printed(source))
                return Output("table", markup.markdown(source, {}))
        return Output("printed", self._printed(data.get("text/plain", "")))

    def _picture(self, kind: str, data: str) -> Output:
        self._room -= len(data)
        if self._room < 0:
            return Output("note", "A picture is left out: the page would be too large.")
        self._pictures += 1
        alt = f"Picture {self._pictures}, drawn by the notebook"
        return Output("picture", f'<img src="data:{kind};base64,{data}" alt="{alt}">')

    def _may_render(self, source: str) -> bool:
        """Take in that a source is parsed or coloured; return whether there is room for it."""
        self._rendered_room -= len(source)
        self._formulas_room -= source.count("$") + 2 * source.count("\\begin")
        return min(self._rendered_room, self._formulas_room) >= 0

    def _printed(self, text: str) -> str:
        return markup.printed(self._cut(_short(text), _MAX_TEXT))

    def _cut(self, text: str, limit: int) -> str:
        """Return the beginning of a text, as long as it and the whole page may be."""
        limit = min(limit, self._text_room)
        self._text_room -= min(len(text), limit)
        return text if len(text) <= limit else f"{text[:limit]}\n[cut: too long to be shown]"


def _short(text: str) -> str:
    """Return the beginning and the end of a long output: an error stands at its end."""
    lines = text.rstrip("\n").split("\n")
    if len(lines) > _MAX_LINES:
        half = _MAX_LINES // 2
        cut = f"[{len(lines) - 2 * half} lines are left out here]"
        lines = [*lines[:half], cut, *lines[-half:]]
    short = "\n".join(lines)
    if len(short) <= _MAX_PRINTED:
        return short
    half = _MAX_PRINTED // 2
    left = len(short) - 2 * half
    return f"{short[:half]}\n[{left} characters are left out here]\n{short[-half:]}"
