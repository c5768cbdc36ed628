"""HTML that a cell showed: tables and plain text by an allow-list, through nh3."""

import re

import nh3

from autograder.notebooks.clean.markdown import tex
from autograder.notebooks.clean.pictures import KINDS, picture
from autograder.notebooks.clean.text import text

# Parsing takes time in the square of the depth, which the number of tags bounds, and in the square
# of one tag's attributes, each of which begins behind one of these.
MOST_TAGS = 5_000
MOST_MARKS = 20_000
_MARKS = re.compile(r"[\s/\"']+")

_TAGS = {
    *("a", "b", "blockquote", "br", "caption", "center", "code", "col", "colgroup", "dd"),
    *("del", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img"),
    *("ins", "kbd", "li", "mark", "ol", "p", "pre", "progress", "q", "s", "samp", "small"),
    *("span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr"),
    *("tt", "u", "ul", "var"),
}
# What is in these is no text for a reader.
_WITH_CONTENT = {
    *("applet", "audio", "canvas", "embed", "frameset", "head", "iframe", "math", "noembed"),
    *("noframes", "noscript", "object", "option", "script", "select", "style", "svg"),
    *("template", "textarea", "title", "video", "xmp"),
}
_ATTRIBUTES = {
    "*": {"style"},
    "a": {"href"},
    "img": {"src", "width", "height"},
    "table": {"border"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "ol": {"start"},
    "progress": {"value", "max"},
}
_STYLES = {
    *("color", "background-color", "font-weight", "font-style", "text-decoration", "text-align"),
    *("vertical-align", "white-space"),
}
_PATTERNS = {
    "href": re.compile(r"https?://[\w.~:/?#@!$&*+,;=%()-]{1,2000}", re.ASCII),
    "style": re.compile(r"(?:[\w\s:;#%.,-]|rgba?\([\d\s,.%]{1,40}\)){0,500}", re.ASCII),
    "rel": re.compile(r"[a-z ]+"),
    "class": re.compile(r"[\w -]{1,200}"),
}
_NUMBER = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,9})?")
_DATA = re.compile(r"data:(?P<kind>[a-z/]{1,20});base64,(?P<data>[A-Za-z0-9+/=\n]+)")
_NO_PICTURE = re.compile(r"<img(?![^>]* src=)[^>]*>")
_VISIBLE = re.compile(r"<(?:img|progress|hr)\b|(?:\A|>)[^<]*[^<\s]")


def cost(source: str) -> tuple[int, int]:
    """Return what cleaning the HTML takes: its tags, and where attributes may begin."""
    return source.count("<"), len(_MARKS.findall(_DATA.sub("", source)))


def html(source: str) -> str | None:
    """Return what of the HTML is inert, None where nothing is left to see or it is too much."""
    tags, marks = cost(source)
    if tags > MOST_TAGS or marks > MOST_MARKS:
        return None
    pictures: dict[str, str] = {}

    def aside(found: re.Match[str]) -> str:
        # Not through the parser, to which each slash in it may begin an attribute.
        kind = found["kind"]
        clean = picture(kind, found["data"]) if kind in KINDS else None
        if clean is None:
            return f"data:{kind};base64,..."
        place = f"data:{kind};base64,#{len(pictures)}"
        pictures[place] = f"data:{kind};base64,{clean}"
        return place

    def attribute(tag: str, name: str, value: str) -> str | None:
        """Return an attribute's value where it is inert, None to drop it."""
        if (tag, name) == ("img", "src"):
            return pictures.get(value)
        return value if _PATTERNS.get(name, _NUMBER).fullmatch(value) else None

    clean = nh3.clean(
        _DATA.sub(aside, source),
        tags=_TAGS,
        clean_content_tags=_WITH_CONTENT,
        attributes=_ATTRIBUTES,
        attribute_filter=attribute,
        # Classes and ids of a page's own style and scripts would act there.
        allowed_classes={"table": {"dataframe"}},
        filter_style_properties=_STYLES,
        url_schemes={"http", "https", "data"},
        link_rel="noopener noreferrer nofollow",
    )
    # Character references are resolved now: what they hid is taken out here.
    clean = _NO_PICTURE.sub("", tex(text(clean, colours=False)))
    return clean if _VISIBLE.search(clean) else None
