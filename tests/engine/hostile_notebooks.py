"""Two hundred notebooks that are to cost the grader much: as files, and by what their cells show.

`hostile(kind)` yields them. A file is JSON; what cells show is what a worker that was taken
over might say of each code cell in turn.
"""

import json
from dataclasses import dataclass

# Repeated without end, each of these takes somebody's parser long: in the square of something, say.
TEXTS = (
    *("[", "![", "](", "*a ", "**a_ ", "_a__ ", "`", "``a", "> ", "- ", "1. ", "|a", "|a\n|-\n"),
    *("a|b\n-|-\nx\n", "<", "<a ", "<a href='", "</", "<!--", "<?", "&amp;", "\\", "~~a", "[a](b"),
    *(
        "[a]:b\n",
        "[a]\n",
        "\n- ",
        "    a\n",
        "# a\n",
        "---\n",
        "===\n",
        "$a$ ",
        "$$\n",
        "\n\n- a\n  - b",
    ),
    *(
        "\\begin{align}\n",
        "\\begin{aligned}a\\end{aligned}\n",
        "\\href{",
        "\\[ -9em]",
        "<http://a>",
    ),
    *("![a](data:image/png;base64,A", "![a](attachment:b)", "```mermaid\n", "\t\n", " ", "\n"),
    *("\u0300", "a\u0300", "\u202e", "\x1b[31ma", "\x1b]a", "\x9d", "\U0001f600", "$x_1^{2}$"),
)
CODES = (
    *(
        "\t\n",
        "\n",
        "a=\n",
        "def f(x):\n",
        "class a:\n",
        "'",
        '"""',
        "(",
        "f'{",
        "#",
        "lambda: ",
        "x;",
    ),
    *("\\\n", "a.b+", "@a\n", ">>> ", "\x0c", "é=1\n", "raise NotImplementedError\n", "[", "%a\n"),
)
TAGS = (
    *("<b>", "<a>", "<p>", "<table><td>", "<b><p>", "<p a=''", "<p a ", "</p a ", "&#65;", "<!--"),
    *("<td style='color:red'>x</td>", "<svg><math>", "<img src='data:image/png;base64,iVBOR'>"),
    *("<p style='color:red;", "<![CDATA[", "<select><option>", "<h1 id=a>", "<span>", "<br>"),
)
MIMES = ("text/plain", "text/html", "text/markdown", "text/latex", "image/png", "image/svg+xml")


@dataclass(frozen=True)
class Hostile:
    """A notebook's file, and the outputs that its code cells are said to have, in turn."""

    kind: str
    name: str
    data: bytes
    outputs: tuple[list[dict], ...] = ()


def file_of(*cells, **more):
    """Return the bytes of a notebook."""
    return json.dumps(
        {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **more}
    ).encode()


def cell(kind, source="", **metadata):
    """Return a cell as it stands in a file."""
    return {"cell_type": kind, "metadata": metadata, "source": source}


def filled(piece, size):
    """Return so many characters of a piece."""
    return (piece * (size // len(piece) + 1))[:size]


def hostile(kind):
    """Yield the notebooks of a kind, one after the other: together they would fill the memory."""
    for name, data, *outputs in KINDS[kind]():
        yield Hostile(kind, name, data, *outputs)


def _texts():
    for text in TEXTS:
        yield repr(text), file_of(*[cell("markdown", filled(text, 200_000))] * 80)


def _codes():
    for code in CODES:
        yield repr(code), file_of(*[cell("code", filled(code, 200_000))] * 20)


def _html():
    for piece in (*TAGS, *TEXTS[::3]):
        yield repr(piece), *_showing([display({"text/html": filled(piece, 250_000)})], 40)


def _many_html():
    for piece in (*TAGS, *TEXTS[::3]):
        yield repr(piece), *_showing([display({"text/html": filled(piece, 500)})] * 500, 40)


def _displays():
    for mime in MIMES:
        for piece in ("$x$ ", "a|b\n-|-\nx\n", "\x1b[31ma", "![a](data:image/png;base64,A"):
            shown = [display({mime: filled(piece, 250_000)})]
            yield f"{mime} {piece!r}", *_showing(shown, 100)


def _json():
    brackets = (b"{}", b"[]", b"[[", b'{"a":', b"[{}]", b'""', b'"ab"', b"1", b"1.5", b"1e9")
    for piece in brackets:
        count = 15 * 2**20 // (len(piece) + 1)
        yield piece.decode(), b'{"cells": [' + (piece + b",") * count
    yield "digits", b"1" * 15_000_000
    yield "keys", b'{"a":1,' * 2_000_000


def _cells():
    marks = {"grade_id": "grad_call", "solution": True, "schema_version": 3}
    for name, metadata in (
        ("same id", {"nbgrader": marks}),
        ("locked", {"nbgrader": {**marks, "grade_id": "check_grad_call"}}),
        ("tags", {"tags": [f"t{n}" for n in range(300)]}),
        ("marks", {"nbgrader": {"grade_id": "x", **{f"m{n}": n for n in range(300)}}}),
        ("none", {}),
    ):
        for kind in ("code", "markdown"):
            made = [cell(kind, "x = 1\n" * 40, **metadata) for _ in range(4900)]
            yield f"{name}, {kind}", file_of(*made)
    unknown = [cell("code", "x", nbgrader={"grade_id": f"id{n}" * 9}) for n in range(4900)]
    yield "unknown ids", file_of(*unknown)
    png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ"
    attached = {f"a{n}.png": {"image/png": png, "image/jpeg": png} for n in range(900)}
    yield "attachments", file_of(*[{**cell("markdown"), "attachments": attached}] * 150)


def _many_outputs():
    error = {"output_type": "error", "ename": "n" * 200, "evalue": "v" * 2000}
    for name, shown in (
        ("empty", [display({"text/plain": ""})] * 5000),
        ("forms", [display({f"text/x{n}": "" for n in range(300)})] * 500),
        ("tracebacks", [{**error, "traceback": [""] * 500}] * 500),
        ("long tracebacks", [{**error, "traceback": ["\x1b[31mx" * 100] * 9}] * 500),
        ("streams", [{"output_type": "stream", "name": "stdout", "text": "<&\n" * 160}] * 500),
        ("pictures", [display({"image/png": "iVBORw0KGgo" + "A" * 4000})] * 500),
        ("no outputs", [{"output_type": "x"}] * 5000),
    ):
        yield name, *_showing(shown, 300)


KINDS = {
    "json": _json,
    "cells": _cells,
    "text": _texts,
    "code": _codes,
    "html": _html,
    "many html": _many_html,
    "display": _displays,
    "outputs": _many_outputs,
}


def display(data):
    """Return what a worker says that was displayed."""
    return {"output_type": "display_data", "data": data}


def _showing(outputs, cells):
    return file_of(*[cell("code", "1 / 0")] * cells), tuple([outputs] * cells)
