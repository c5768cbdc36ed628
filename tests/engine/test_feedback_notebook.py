"""The notebook on a feedback page: formulas, attached pictures, and no more than a page holds."""

import nbformat
import pytest
from test_clean import PNG

from autograder.feedback import cells as module
from autograder.feedback import markup
from autograder.feedback.cells import cells
from autograder.feedback.formulas import mathml
from autograder.notebooks import clean

ROWS = r"x &= 1 \\ y &= 2"


@pytest.mark.parametrize(
    "tex",
    [
        *(rf"\begin{{{name}}} {ROWS} \end{{{name}}}" for name in ("aligned", "align", "split")),
        *(rf"\begin{{{name}*}} {ROWS} \end{{{name}*}}" for name in ("align", "flalign")),
        *(rf"\begin{{{name}}}{{2}} {ROWS} \end{{{name}}}" for name in ("alignedat", "alignat")),
        *(
            rf"\begin{{{name}}} x \\ y \end{{{name}}}"
            for name in ("gathered", "gather", "multline")
        ),
        r"\begin{eqnarray} x &=& 1 \\ y &=& 2 \end{eqnarray}",
        r"f(x) = \begin{dcases} 1 & x \\ 0 & y \end{dcases}",
        r"\begin{rcases} x \\ y \end{rcases} = z",
        r"\left\{\begin{aligned} x &= 1 \\[2pt] y &= 2 \end{aligned}\right.",
        r"\begin{equation} \begin{aligned} x &= 1 \\* y &= 2 \end{aligned} \label{a}\end{equation}",
        r"\begin{align} x &= 1 \nonumber \\ y &= 2 \notag \end{align}",
    ],
)
def test_rows_of_formulas_are_drawn_as_rows(tex):
    shown = mathml(tex, display=True)
    assert shown.startswith("<math")
    assert shown.count("<mtr>") == 2
    for word in ("begin", "end", "&amp;", "2pt", "label", "no", "(1)", "<mo>*</mo>"):
        assert word not in shown
    assert shown == mathml(tex, display=True)


def test_what_cannot_be_converted_stays_tex():
    assert mathml(r"\begin{aligned} x", display=True) == r"<code>\begin{aligned} x</code>"


@pytest.mark.parametrize("name", ["aligned", "align*", "gathered", "pmatrix"])
def test_an_environment_needs_no_dollars(name):
    tex = f"\\begin{{{name}}}\nx \\\\\ny\n\\end{{{name}}}"
    listed = "- item\n\n  " + tex.replace("\n", "\n  ")
    shown = markup.markdown(clean.markdown(f"before\n{tex}\nafter\n\n{listed}\n"), {})
    assert shown.count("<math") == 2
    assert "begin" not in shown
    assert "after" in shown
    kept = markup.markdown(f"```\n{tex}\n```\n\n\\begin{{{name}}}\nno end", {})
    assert "<math" not in kept
    assert kept.count("begin") == 2


def new_code_cell(source, outputs=()):
    """Return a code cell; nbformat's own would validate each, which takes long."""
    made = {"cell_type": "code", "source": source, "outputs": [*outputs], "execution_count": 1}
    return {**made, "id": "c", "metadata": {}}


def new_markdown_cell(source, **more):
    return {"cell_type": "markdown", "source": source, "id": "c", "metadata": {}, **more}


def stream(text):
    return {"output_type": "stream", "name": "stdout", "text": text}


def page_of(*made):
    """Return the cells of the page that shows these."""
    notebook = {"cells": [*made], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return cells(nbformat.from_dict(notebook), frozenset({"task"}))


@pytest.mark.parametrize("name", ["a b.png", "größe (2).png", "plain.png"])
def test_an_attached_picture_stands_on_the_page(name):
    target = name.replace(" ", "%20")
    attached = {name: {"image/png": PNG}}
    cell = new_markdown_cell(f"![it](attachment:{target})", attachments=attached)
    (shown,) = page_of(cell)
    assert f'<img src="data:image/png;base64,{PNG}"' in shown.html


def size(page):
    return sum(len(c.html) + sum(len(o.html) for o in c.outputs) for c in page)


@pytest.mark.parametrize(
    "made",
    [
        [new_code_cell("\n" * 50_000) for _ in range(300)],
        [new_code_cell("a.b+" * 12_000, outputs=[stream("<&\n" * 5000)]) for _ in range(300)],
        [new_code_cell("1", outputs=[stream("\x1b[31mx" * 900)] * 30) for _ in range(12)],
        [new_markdown_cell("$x_1^2$ " * 249) for _ in range(300)],
        [new_markdown_cell("a|" * 150 + "\n" + "-|" * 150 + "\n" + "x\n" * 9000)] * 50,
    ],
    ids=["lines", "code", "colours", "formulas", "tables"],
)
def test_a_page_holds_only_so_much(made):
    page = page_of(*made)
    assert size(page) < module._MAX_PAGE + 2_000_000


def test_what_is_left_out_is_counted():
    page = page_of(*(new_code_cell("1", outputs=[stream("x")] * 40) for _ in range(320)))
    assert len(page[0].outputs) == 31
    assert page[0].outputs[-1].html == "10 further outputs are not shown here."
    assert page[-1].html == "20 further cells are not shown here."
    assert len(page) == 301


def test_what_is_parsed_for_a_page_is_bounded_and_the_rest_is_shown_as_it_is(monkeypatch):
    rendered = []
    for name in ("_rendered", "_highlighted"):
        whole = getattr(markup, name)
        monkeypatch.setattr(
            markup,
            name,
            lambda source, *more, whole=whole: (rendered.append(source), whole(source, *more))[1],
        )
    made = [
        cell
        for n in range(20)
        for cell in (new_markdown_cell(f"*{n}* " * 4000), new_code_cell(f"x = {n}\n" * 2000))
    ]
    page = page_of(*made)
    assert sum(map(len, rendered)) <= 200_000
    assert "<em>0</em>" in page[0].html
    assert "*19* *19*" in page[-2].html
    assert "x = 19" in page[-1].html

    rendered.clear()
    formulas = page_of(*(new_markdown_cell("$x$ " * 200) for _ in range(40)))
    assert sum(cell.html.count("<math") for cell in formulas) == 2000
    assert "$x$" in formulas[-1].html


def test_blank_lines_and_wide_tables_are_not_searched():
    assert 'class="k"' not in markup.code("if x:\n" + "\t\n" * 2000)
    assert "<table>" in markup.markdown("a|b\n-|-\n1|2\n", {})
    wide = "a|" * 100 + "\n" + "-|" * 100 + "\n" + "x\n" * 100
    assert "<table>" not in markup.markdown(wide, {})
