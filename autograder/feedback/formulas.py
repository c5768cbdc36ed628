"""TeX becomes MathML, which browsers show without a script; what cannot be converted stays TeX.

The TeX is a student's, or may be. So of the converter's tree only elements that draw are kept, with
attributes that only draw, and it is written out anew.
"""

import re
from functools import lru_cache
from html import escape
from xml.etree import ElementTree

from latex2mathml.converter import convert

# Conversion takes time in the square of some nestings.
_MAX_TEX = 1_000
_MAX_DEPTH = 40
# What the converter does not know, or numbers, by what it knows and what looks the same.
_ENVIRONMENTS = {
    "aligned": ("\\begin{split}", "\\end{split}"),
    "alignedat": ("\\begin{split}", "\\end{split}"),
    "align": ("\\begin{align*}", "\\end{align*}"),
    "alignat": ("\\begin{align*}", "\\end{align*}"),
    "alignat*": ("\\begin{align*}", "\\end{align*}"),
    "flalign": ("\\begin{align*}", "\\end{align*}"),
    "flalign*": ("\\begin{align*}", "\\end{align*}"),
    "eqnarray": ("\\begin{array}{rcl}", "\\end{array}"),
    "eqnarray*": ("\\begin{array}{rcl}", "\\end{array}"),
    "gathered": ("\\begin{matrix}", "\\end{matrix}"),
    "gather": ("\\begin{matrix}", "\\end{matrix}"),
    "gather*": ("\\begin{matrix}", "\\end{matrix}"),
    "multline": ("\\begin{matrix}", "\\end{matrix}"),
    "multline*": ("\\begin{matrix}", "\\end{matrix}"),
    "dcases": ("\\begin{cases}", "\\end{cases}"),
    "rcases": ("\\left.\\begin{matrix}", "\\end{matrix}\\right\\}"),
}
_ENVIRONMENT = re.compile(r"\\(?P<end>begin|end)\{(?P<name>[a-z]{1,20}\*?)\}")
_COLUMNS = re.compile(r"(\\begin\{align(?:ed)?at\*?\})\s?\{\d{1,2}\}")
# How far rows stand apart, and what numbers them or does not.
_BESIDE = re.compile(
    r"(?P<row>\\\\)\*?(?:\[[\d.\s]{1,9}(?:em|ex|pt|px|mu|mm|cm)\])?"
    r"|\\(?:nonumber|notag)(?![A-Za-z])|\\label\{[^{}]{0,99}\}"
)
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


@lru_cache(maxsize=512)
def mathml(tex: str, *, display: bool) -> str:
    """Return the MathML of a formula, or its escaped TeX in a `<code>`."""
    plain = f"<code>{escape(tex)}</code>"
    if len(tex) > _MAX_TEX or _depth(tex) > _MAX_DEPTH:
        return plain
    try:
        found = convert(_known(tex), display="block" if display else "inline")
        return _written(ElementTree.fromstring(found))
    except Exception:  # the converter raises whatever its parser stumbles over
        return plain


def _known(tex: str) -> str:
    """Return the TeX in words that the converter knows."""
    beside = _BESIDE.sub(lambda found: found["row"] or "", _COLUMNS.sub(r"\1", tex))
    return _ENVIRONMENT.sub(
        lambda found: _ENVIRONMENTS.get(found["name"], (found[0], found[0]))[found["end"] == "end"],
        beside,
    )


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
