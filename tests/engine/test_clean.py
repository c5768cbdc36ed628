"""Cleaning: nothing active is left, and nothing honest is lost."""

import base64
import re
import time
from html.parser import HTMLParser

import nbformat
import pytest
from folders import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from nbconvert.filters.ansi import ansi2html
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from payloads import HTML_XSS, TEXTS, saved_outputs

from autograder.notebooks import read_notebook
from autograder.notebooks.clean import line, markdown, notebook, text
from autograder.notebooks.clean.html import html
from autograder.notebooks.clean.outputs import Outputs
from autograder.notebooks.clean.pictures import attached_name, picture

PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)
GIF = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
TABLE = (
    '<div>\n<table border="1" class="dataframe">\n  <thead>\n    <tr style="text-align: right;">\n'
    "      <th></th>\n      <th>mpg</th>\n    </tr>\n  </thead>\n  <tbody>\n    <tr>\n"
    "      <th>0</th>\n      <td>18.0 &lt; 19</td>\n    </tr>\n  </tbody>\n</table>\n</div>"
)

# What hostile text is made of, so that hypothesis finds what the list does not hold.
PIECES = sorted(
    {piece for whole in [*TEXTS, HTML_XSS] for piece in re.findall(r"\w+|\s+|[^\w\s]+", whole)}
    | set("<>![]()`~$\\&;:#'\"/=-\n\t \x1b\x07\u2060\u202e\0")
    | {"](", "]:", "![", "</", "<!--", "attachment:a.png", "https://a.b", "javascript:", "[r]"}
)
hostile = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=30).map("".join)


class Page(HTMLParser):
    """Notes what a page would do: tags, addresses, attributes."""

    def __init__(self, source):
        super().__init__()
        self.tags, self.urls, self.attributes = set(), set(), set()
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.urls |= {value or "" for name, value in attrs if name in ("href", "src")}


def rendered(source):
    """Return markdown as nbconvert shows it in formgrader."""
    return MarkdownWithMath(
        renderer=IPythonRenderer(escape=False, attachments={"a.png": {"image/png": PNG}})
    ).render(source)


def assert_inert(page, extra=()):
    bad = {"script", "style", "iframe", "svg", "math", "form", "object", "embed", "base", "meta"}
    assert not page.tags & (bad | {"link", "video", "audio", "template", "button", "textarea"})
    assert page.attributes <= {
        *("href", "src", "alt", "title", "style", "rel", "border", "colspan", "rowspan", "start"),
        *("value", "max", "width", "height", "class", *extra),
    }
    for url in page.urls:
        assert re.match(r"https?://|#|data:image/(png|jpeg|gif);base64,[\w+/=]*\Z|\Z", url), url


@settings(max_examples=300, deadline=None)
@given(hostile)
def test_markdown_is_inert_as_nbconvert_reads_it(source):
    clean = markdown(source, {"a.png"})
    # Of nbconvert's own: a heading's id, a task's box, a language's class.
    page = Page(rendered(clean))
    assert_inert(page, ("id", "type", "disabled", "checked"))
    assert not {url for url in page.urls if url.startswith("data:") and PNG not in url}


@pytest.mark.parametrize("source", [*TEXTS, HTML_XSS])
def test_known_payloads_in_markdown_are_inert(source):
    assert_inert(Page(rendered(markdown(source))), ("id", "type", "disabled", "checked"))
    assert 'id="check_manual' not in rendered(markdown(source))


@settings(max_examples=200, deadline=None)
@given(hostile)
def test_markdown_gains_spaces_and_loses_nothing(source):
    clean = markdown(source)
    assert "".join(clean.split()).replace("\u2060", "") == "".join(
        text(source, colours=False).split()
    )
    assert markdown(clean) == clean


@settings(max_examples=300, deadline=None)
@given(hostile)
def test_html_is_inert_and_cleaning_it_again_changes_nothing(source):
    clean = html(source) or ""
    assert_inert(Page(clean))
    assert (html(clean) or "") == clean


@pytest.mark.parametrize("source", [*TEXTS, HTML_XSS])
def test_known_payloads_in_html_are_inert(source):
    clean = html(source) or ""
    assert_inert(Page(clean))
    assert "position" not in clean
    assert not re.search(r"\\(href|style|class|cssId|bbox|rule)", clean)


@settings(max_examples=300, deadline=None)
@given(hostile)
def test_text_holds_no_control_but_colours(source):
    clean = text(source)
    assert text(clean) == clean
    without = re.sub(r"\x1b\[[0-9;]*m", "", clean)
    assert not re.search(
        r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", without
    )
    assert "\x1b" not in text(source, colours=False)
    assert "\n" not in line(source, 100)
    ansi2html(clean)  # a broken colour makes it raise, and formgrader show an error


@pytest.mark.parametrize("between", ["", "\x00", "\u200b", "\x1b[2J", "\x1b[31m"])
def test_no_more_than_four_marks_stand_on_a_character_whatever_is_between_them(between):
    clean = text("a" + between.join("\u0301" * 5000) + "b\u0301\u0302")
    assert clean == "a" + "\u0301" * 4 + "b\u0301\u0302"
    coloured = text("a" + f"{between}\x1b[31m\u0301" * 100 + "b")
    assert (coloured.count("\u0301"), coloured.count("\x1b[31m")) == (4, coloured.count("["))


def test_colours_progress_bars_and_line_ends_stay():
    shown = "\x1b[1;31mred\x1b[0m \x1b[38;5;200mpink\x1b[39m\r 50%|\u2588\u2588  |\n\ttab"
    assert text(shown) == shown
    assert text("a\x1b[38m\x1b[2Kb\x1b]0;t\x07c\x1b]8;;x\x1b\\d") == "abcd"
    assert text("\x1b[31mx" * 3000) == "x" * 3000  # too many for nbconvert


def test_what_is_printed_in_a_terminal_is_one_line():
    assert line("Value\x1b]8;;http://x\x07Error:\r\n\x1b[31mno\u202e", 100) == "ValueError: no"
    assert line("x" * 10, 4) == "xxxx"


def test_honest_markdown_stays_as_it_is():
    source = (
        "Loss $\\frac{1}{n}\\sum_i (\\hat y_i - y_i)^2$, see [the paper](https://arxiv.org/a_b?c=1)"
        ' or [here](https://a.b "a title").\n\n'
        "$$\n\\begin{aligned} x < y &= \\hspace{2em} \\mathbf{w}\\\\[2pt] z \\end{aligned}\n$$\n\n"
        "- *one*, **two**, `code[0]`, H<sub>2</sub>O<br>\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
        f"![plot](attachment:a.png) ![pasted](data:image/png;base64,{PNG})\n\n> quoted\n\n"
        "```python\nx = f(a)\n```\n\n[1]: https://a.b/c\n"
    )
    assert markdown(source, {"a.png"}) == source
    assert markdown("![plot](attachment:a.png)") == "! [plot] (attachment:a.png)"


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("a.png", "attachment:a.png"),
        ("a b.png", "attachment:a%20b.png"),
        ("a b.png", "<attachment:a b.png>"),
        ("größe.png", "attachment:gr%C3%B6%C3%9Fe.png"),
        ("gro\u0308ße.png", "attachment:größe.png"),
        ("bild (1).png", "attachment:bild%20(1).png"),
        ("bild (1).png", "attachment:bild%20%281%29.png"),
        ('a" onerror="canary(1).png', "attachment:a%22%20onerror=%22canary(1).png"),
        ("a](https://evil.png", "attachment:a%5D%28https:%2F%2Fevil.png"),
    ],
)
def test_an_attached_picture_is_shown_whatever_it_is_called(name, target):
    cell = nbformat.v4.new_markdown_cell(f"see ![it]({target}) here", id="c")
    cell.attachments = {name: {"image/png": PNG}}
    (clean,) = notebook(nbformat.v4.new_notebook(cells=[cell])).cells
    ((kept, bundle),) = clean.attachments.items()
    assert re.fullmatch(r"[A-Za-z0-9._-]+", kept)
    assert bundle == {"image/png": PNG}
    assert clean.source == f"see ![it](attachment:{kept}) here"
    (again,) = notebook(nbformat.v4.new_notebook(cells=[clean])).cells
    assert again == clean


def test_names_that_look_alike_stay_apart():
    names = ["a b.png", "a_b.png", "a-b.png", "a(b.png", "ä.png", "ö.png", "..", "", "x" * 300]
    assert len({attached_name(name) for name in names}) == len(names)


def test_a_picture_in_html_does_not_count_as_attributes():
    many = base64.b64encode(base64.b64decode(PNG) + b"\xff" * 100_000).decode()
    assert many.count("/") > 100_000
    shown = f'<img src="data:image/png;base64,{many}">'
    assert html(shown) == shown
    assert html("<p " + " ".join(f"a{n}" for n in range(30_000)) + ">x") is None


def test_a_notebook_is_cleaned_as_far_as_it_may_be_large():
    def cell(number):
        made = nbformat.v4.new_markdown_cell("x" * 150_000, id=f"c{number}")
        made.attachments = {f"{n}.png": {"image/png": PNG} for n in range(50)}
        return made

    cleaned = notebook(nbformat.v4.new_notebook(cells=[cell(n) for n in range(20)])).cells
    assert sum(len(cell.source) for cell in cleaned) < 2_010_000
    assert cleaned[-1].source.endswith("[cut: the text of this cell is longer than can be shown]")
    assert sum(len(cell.get("attachments", {})) for cell in cleaned) == 200


def test_released_texts_read_the_same():
    for path in ROOT.glob("release/*/*.ipynb"):
        released = read_notebook(path)
        cleaned = notebook(released)
        for before, after in zip(released.cells, cleaned.cells, strict=True):
            assert after.source.replace("\u2060", "") == before.source
            assert after.metadata == before.metadata
            assert after.id == before.id


def test_a_table_of_pandas_stays():
    clean = html("<div><style scoped>\n.dataframe { }\n</style>" + TABLE[5:])
    assert clean.replace("text-align:right", "text-align: right;") == TABLE


def test_links_and_pictures_in_html():
    assert html('<a href="https://a.b/c" target=x onclick=y>z</a>') == (
        '<a href="https://a.b/c" rel="noopener noreferrer nofollow">z</a>'
    )
    assert html('<a href="/x">z</a>') == '<a rel="noopener noreferrer nofollow">z</a>'
    shown = f'<img src="data:image/gif;base64,{GIF}" width="9">'
    assert html(shown) == shown
    assert html(f"<img src='data:image/png;base64,{GIF}'>x") == "x"


def test_only_pictures_are_pictures():
    assert picture("image/png", PNG[:40] + "\n" + PNG[40:]) == PNG
    assert picture("image/gif", GIF) == GIF
    bomb = base64.b64decode(PNG)[:16] + b"\0\0\xff\xff" * 2
    svg = base64.b64encode(b"<svg onload='canary(1)'/>").decode()
    for kind, encoded in (
        ("image/png", GIF),
        ("image/png", svg),
        ("image/svg+xml", svg),
        ("image/png", PNG + "'onerror='canary(1)"),
        ("image/png", base64.b64encode(bomb).decode()),
        ("image/jpeg", base64.b64encode(b"\xff\xd8\xff\xe0" + b"\0" * 90).decode()),
        ("image/png", ["x"]),
        ("image/png", "\u0661"),
    ):
        assert picture(kind, encoded) is None
    frame = b"\xff\xd8\xff\xe0\0\x10JFIF\0\xff\xc0\0\x11\x08\0\x10\0\x10\x03"
    assert picture("image/jpeg", base64.b64encode(frame).decode())


def shown(data, kind="display_data"):
    (output,) = Outputs().clean([{"output_type": kind, "data": data, "metadata": {"x": 1}}])
    assert output["metadata"] == {}
    return output["data"]


def test_what_can_act_is_dropped_and_named():
    data = {
        "text/plain": "<Figure>",
        "image/png": PNG + "\n",
        "image/svg+xml": "<svg/>",
        "application/javascript": "canary(1)",
        "application/vnd.jupyter.widget-view+json": {"model_id": "x"},
    }
    assert shown(data) == {
        "text/plain": "<Figure>\n[not shown here: image/svg+xml, application/javascript,"
        " application/vnd.jupyter.widget-view+json]",
        "image/png": PNG,
    }
    assert shown({"text/html": "<script>1</script> "}) == {
        "text/plain": "[not shown here: text/html]"
    }
    many = shown({f"application/x{n}\x1b[31m": "x" for n in range(9)})["text/plain"]
    assert many.endswith("application/x4, ...]")
    assert "\x1b" not in many


def test_outputs_of_every_kind():
    outputs = Outputs().clean(
        [
            {"output_type": "stream", "name": "stderr", "text": "a\x07\r"},
            {
                "output_type": "error",
                "ename": "E\n",
                "evalue": "\x1b[31mx",
                "traceback": ["\x1b[0m"],
            },
            {
                "output_type": "execute_result",
                "data": {"text/latex": "$\\href{x}{y}$"},
                "metadata": {},
            },
            {"output_type": "update_display_data", "data": {}},
        ]
    )
    assert outputs == [
        {"output_type": "stream", "name": "stderr", "text": "a\r"},
        {"output_type": "error", "ename": "E ", "evalue": "x", "traceback": ["\x1b[0m"]},
        {
            "output_type": "execute_result",
            "data": {"text/latex": "$\\ href{x}{y}$"},
            "metadata": {},
            "execution_count": None,
        },
    ]


def test_a_notebook_keeps_what_nbgrader_needs_and_no_other_metadata(tmp_path):
    submitted = read_notebook(saved_outputs(tmp_path))
    submitted.metadata.update(title="<b>", widgets={"x": 1}, language_info={"name": "<py>"})
    marks = {"grade_id": "x", "points": 2}
    submitted.cells[0].metadata = {"nbgrader": marks, "trusted": True, "tags": ["t"]}
    submitted.cells[0].source += "\u202e# \x1b[31m"
    cleaned = notebook(nbformat.from_dict(submitted))
    nbformat.validate(cleaned)
    assert cleaned.cells[0].metadata == {"nbgrader": marks, "tags": ["t"]}
    assert cleaned.cells[0].source.endswith("# ")
    assert cleaned.metadata == {}
    assert "<script" not in nbformat.writes(cleaned)
    assert "attachments" not in cleaned.cells[1]


@pytest.mark.parametrize(
    "source",
    [
        *("<div>" * 40_000, "<b><p>" * 30_000, "<table><td>" * 20_000),
        *("![" * 90_000, "](" * 90_000, "`" * 190_000, "-\n" * 90_000, "\\[" * 90_000),
        *("![](data:image/png;base64,A" * 7000, "\x1b[31" * 90_000, "\x9d" * 190_000),
        *("<p " + " ".join(map(str, range(40_000))), "<p a=''" + "b=''" * 50_000),
        *("#" * 190_000, " " * 190_000, "\u0300" * 190_000, "[r]: https://a" * 10_000),
    ],
    ids=lambda source: repr(source[:12]),
)
def test_hostile_text_costs_little(source):
    plain = "Some words, and a number: 7. " * 7000
    # Up to 12 times; thousands where a search takes the square of the length.
    assert _seconds(source) < 100 * min(_seconds(plain) for _ in range(3))


def _seconds(source):
    begin = time.process_time()
    html(source)
    markdown(source)
    text(source)
    return time.process_time() - begin


def test_too_much_is_cut_or_dropped():
    assert html("<p>x" * 6000) is None
    assert "[cut: " in markdown("x" * 300_000)
    cell = {"output_type": "display_data", "data": {"text/html": "<p>x" * 4000}, "metadata": {}}
    assert ["text/html" in output["data"] for output in Outputs().clean([cell] * 11)] == (
        [True] * 10 + [False]
    )
