"""HTML that a cell showed: tables and plain text by an allow-list, through nh3."""

import re

import nh3

from autograder.clean.markdown import tex
from autograder.clean.pictures import KINDS, picture
from autograder.clean.text import text

# Parsing takes time in the square of the depth, which the number of tags bounds.
MOST_TAGS = 5_000

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
_DATA = re.compile(r"data:(?P<kind>[a-z/]{1,20});base64,(?P<data>.*)", re.DOTALL)
_NO_PICTURE = re.compile(r"<img(?![^>]* src=)[^>]*>")
_VISIBLE = re.compile(r"<(?:img|progress|hr)\b|(?:\A|>)[^<]*[^<\s]")


def html(source: str) -> str | None:
    """Return what of the HTML is inert, None where nothing is left to see or it is too much."""
    if source.count("<") > MOST_TAGS:
        return None
    clean = nh3.clean(
        source,
        tags=_TAGS,
        clean_content_tags=_WITH_CONTENT,
        attributes=_ATTRIBUTES,
        attribute_filter=_attribute,
        # Classes and ids of a page's own style and scripts would act there.
        allowed_classes={"table": {"dataframe"}},
        filter_style_properties=_STYLES,
        url_schemes={"http", "https", "data"},
        link_rel="noopener noreferrer nofollow",
    )
    # Character references are resolved now: what they hid is taken out here.
    clean = _NO_PICTURE.sub("", tex(text(clean, colours=False)))
    return clean if _VISIBLE.search(clean) else None


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Return an attribute's value where it is inert, None to drop it."""
    if (tag, name) == ("img", "src"):
        found = _DATA.fullmatch(value)
        kind = found["kind"] if found else ""
        clean = picture(kind, found["data"]) if found and kind in KINDS else None
        return f"data:{kind};base64,{clean}" if clean else None
    return value if _PATTERNS.get(name, _NUMBER).fullmatch(value) else None
