"""From what a notebook holds to HTML in which nothing acts: markdown, code, printed text, HTML.

The notebook was cleaned when it was graded (notebooks.clean) and is not trusted for that: all
all markup made here goes through nh3 with a short list, and lands in a page that loads and runs
nothing.
What a hand-in shows has no class, id, style or heading of the page's own.
"""

import re
import secrets
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from nbconvert.filters.ansi import ansi2html
from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexers.python import PythonLexer

from autograder.feedback.environments import environments_plugin
from autograder.feedback.formulas import mathml

MAX_HIGHLIGHTED = 20_000
_MOST_DOLLARS = 500  # looking for a formula's end takes time in the square of their number
_MOST_TABLE_CELLS = 4_000  # a table's rows are filled up to its columns: few words make many cells
_LONG_BLANK = re.compile(r"\s{500}")  # looked through from each of its lines on
_MAX_KEPT = 5_000  # characters of what is remembered for the class

_TAGS = {
    *("a", "b", "blockquote", "br", "caption", "code", "dd", "del", "div", "dl", "dt", "em", "hr"),
    *("i", "img", "kbd", "li", "mark", "ol", "p", "pre", "s", "samp", "small", "span", "strong"),
    *("sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "var"),
}
_WITH_CONTENT = {"script", "style", "svg", "math", "template", "title", "textarea", "iframe"}
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "p": {"class"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "ol": {"start"},
}
_PATTERNS = {
    "href": re.compile(r"https?://[\w.~:/?#@!$&*+,;=%()-]{1,2000}", re.ASCII),
    "src": re.compile(r"data:image/(?:png|jpeg|gif);base64,[A-Za-z0-9+/=]+"),
    "class": re.compile(r"heading"),
    "alt": re.compile(r"[^<>]{1,300}"),
}
_NUMBER = re.compile(r"[0-9]{1,3}")
# Below the page's own headings stand none of a notebook's: they could pass for the page's.
_HEADING = re.compile(r"<(?P<end>/?)h[1-6]>")
# An invisible mark that `clean` leaves in headings for nbconvert, which makes ids of them.
_JOINER = "\u2060"

_HELD = re.compile(r"formula[0-9a-f]{24}")
_SCROLLED = '<div class="scroll" tabindex="0">'
_FORMATTER = HtmlFormatter(nowrap=True)


def code(source: str, *, coloured: bool = True) -> str:
    """Return Python source, each line in a span, with pygments' classes unless it is very long."""
    plain = not coloured or len(source) > MAX_HIGHLIGHTED or _LONG_BLANK.search(source)
    marked = escape(source) if plain else _highlighted(source)
    # Pygments ends its spans with each line.
    lines = marked.rstrip("\n").split("\n")
    return "\n".join(f'<span class="line">{line}</span>' for line in lines)


def _highlighted(source: str) -> str:
    return _colour(source) if len(source) <= _MAX_KEPT else _colour.__wrapped__(source)


@lru_cache(maxsize=512)
def _colour(source: str) -> str:
    return str(highlight(source, PythonLexer(stripnl=False), _FORMATTER))


def printed(text: str) -> str:
    """Return printed text; of its colours those of a terminal's sixteen."""
    if "\x1b" not in text:
        return escape(text)
    return nh3.clean(
        ansi2html(text),
        tags={"span"},
        attributes={"span": {"class"}},
        attribute_filter=lambda _tag, _name, value: _ansi(value),
        clean_content_tags=set(),
    )


def _ansi(value: str) -> str | None:
    found = [name for name in value.split() if re.fullmatch(r"ansi-[a-z-]{1,30}", name)]
    return " ".join(found) or None


def shown_html(source: str) -> str:
    """Return a table, or whatever HTML a cell showed."""
    return _inert(source)


def markdown(source: str, attachments: Mapping[str, Mapping[str, str]]) -> str:
    """Return a text cell: tables, lists, formulas as MathML, attached pictures."""
    if attachments or len(source) > _MAX_KEPT:
        return _rendered(source, attachments)
    return _given(source)


@lru_cache(maxsize=512)
def _given(source: str) -> str:
    # Most text of a class is the release's, the same in every hand-in.
    return _rendered(source, {})


def _rendered(source: str, attachments: Mapping[str, Mapping[str, str]]) -> str:
    formulas: dict[str, str] = {}

    def keep(tex: str, settings: Mapping[str, Any]) -> str:
        # Its place is held by a word that no text can hold, since MathML would not survive nh3.
        word = f"formula{secrets.token_hex(12)}"
        display = bool(settings.get("display_mode"))
        formula = mathml(tex.strip(), display=display)
        formulas[word] = (
            f'<span class="scroll" tabindex="0">{formula}</span>' if display else formula
        )
        return word

    parser = MarkdownIt("commonmark", {"html": True}).enable("strikethrough")
    lines = source.split("\n")
    if len(lines) * max(line.count("|") + 1 for line in lines) <= _MOST_TABLE_CELLS:
        parser.enable("table")
    if source.count("$") <= _MOST_DOLLARS:
        dollarmath_plugin(parser, allow_labels=False, renderer=keep, double_inline=True)
        environments_plugin(parser, renderer=lambda tex: keep(tex, {"display_mode": True}))
    environment = {"attachments": attachments}
    tokens = parser.parse(source.replace(_JOINER, ""), environment)
    for token in tokens:
        for child in token.children or ():
            _attach(child, attachments)
    page = _inert(parser.renderer.render(tokens, parser.options, environment))
    return _HELD.sub(lambda found: formulas.get(found[0], found[0]), page)


def _attach(token: Token, attachments: Mapping[str, Mapping[str, str]]) -> None:
    """Let a picture that is attached to the cell stand in the page itself."""
    name = str(token.attrs.get("src", "")).removeprefix("attachment:")
    if token.type == "image" and name in attachments:
        kind, data = next(iter(attachments[name].items()))
        token.attrs["src"] = f"data:{kind};base64,{data}"


def _inert(source: str) -> str:
    parts = _HEADING.sub(lambda found: "</p>" if found["end"] else '<p class="heading">', source)
    clean = nh3.clean(
        parts,
        tags=_TAGS,
        clean_content_tags=_WITH_CONTENT,
        attributes=_ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes={"http", "https", "data"},
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"img": {"alt": "a picture in the notebook"}},
    )
    # What nh3 wrote is balanced. On a phone a table is scrolled, with a keyboard too.
    return clean.replace("<table>", f"{_SCROLLED}<table>").replace("</table>", "</table></div>")


def _attribute(tag: str, name: str, value: str) -> str | None:
    if (tag, name) == ("a", "rel"):
        return value
    return value if _PATTERNS.get(name, _NUMBER).fullmatch(value) else None
