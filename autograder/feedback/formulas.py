"""TeX becomes MathML, which browsers show without a script; what cannot be converted stays TeX.

The TeX is a student's, or may be. So of the converter's tree only elements that draw are kept, with
attributes that only draw, and it is written out anew.
"""

from functools import lru_cache
from html import escape
from xml.etree import ElementTree

from latex2mathml.converter import convert

# Conversion takes time in the square of some nestings.
_MAX_TEX = 1_000
_MAX_DEPTH = 40
_DRAWING = {
    *("math", "mrow", "mi", "mn", "mo", "mtext", "ms", "mspace", "mfrac", "msqrt", "mroot"),
    *("msub", "msup", "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd"),
    *("mpadded", "mphantom", "mstyle", "menclose"),
}
_LOOKS = {
    *("display", "displaystyle", "stretchy", "fence", "form", "accent", "accentunder", "largeop"),
    *("movablelimits", "mathvariant", "columnalign", "rowalign", "linethickness", "notation"),
    *("minsize", "maxsize"),
}
_HARMLESS_SPACE = {"0em", "0.167em", "0.222em", "0.278em", "0.3333em", "1em", "2em"}


@lru_cache(maxsize=2048)
def mathml(tex: str, *, display: bool) -> str:
    """Return the MathML of a formula, or its escaped TeX in a `<code>`."""
    plain = f"<code>{escape(tex)}</code>"
    if len(tex) > _MAX_TEX or _depth(tex) > _MAX_DEPTH:
        return plain
    try:
        found = convert(tex, display="block" if display else "inline")
        return _written(ElementTree.fromstring(found))
    except Exception:  # the converter raises whatever its parser stumbles over
        return plain


def _depth(tex: str) -> int:
    return max(tex.count("{"), tex.count("^"), tex.count("_"), tex.count("\\left"))


def _written(element: ElementTree.Element) -> str:
    name = element.tag.rpartition("}")[2]
    inside = escape(element.text or "") + "".join(
        _written(child) + escape(child.tail or "") for child in element
    )
    if name not in _DRAWING:
        return inside
    looks = "".join(
        f' {key}="{escape(value)}"'
        for key, value in sorted(element.attrib.items())
        if key in _LOOKS or (key == "width" and value in _HARMLESS_SPACE)
    )
    return f"<{name}{looks}>{inside}</{name}>"
