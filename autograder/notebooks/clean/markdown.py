r"""Markdown in which nothing acts, whichever parser reads it.

nbconvert, JupyterLab and VS Code parse markdown each in its own way, so parsing it here would only
say what a fourth parser thinks. Instead a space is put where something active would have to begin:
behind the `<` of a tag, the `!` of a picture, the `]` of a link, the `\` of a TeX command. No
parser then sees a tag, a picture, a link, a command; people still read what was written. What is
known to be inert is left as it is. Nothing is taken away, so nothing new can form.
"""

import re
from collections.abc import Container
from urllib.parse import unquote

from autograder.notebooks.clean.pictures import attached_name, picture
from autograder.notebooks.clean.text import text

MAX_CHARACTERS = 200_000
_CUT = "\n\n[cut: the text of this cell is longer than can be shown]"

# Pairs within one line and without anything in between that could part them.
_TAG = re.compile(
    r"<(?:br|hr) ?/?>"
    r"|<(?P<tag>b|i|u|s|em|strong|sub|sup|kbd|code|mark)>[^<\n`$\\\[\]]{0,200}</(?P=tag)>"
    r"|(?P<active><)(?=[A-Za-z/!?])"
)

_URL = r"(?:https?://[\w.~:/?@!$&*+,;=%#-]{1,2000})"
_TITLE = r"(?:[ ]\"[\w .,;:!?-]{0,200}\")?"
_LINK = re.compile(
    r"!\[(?P<alt>[^\[\]\n`$<\\]{0,200})\]\("
    r"(?:< ?attachment:(?P<quoted>[^<>\n\\]{1,300})>"
    r"|attachment:(?P<name>(?:[^\s()<>\\]|\([^\s()<>\\]{0,99}\)){1,300})"
    r"|data:(?P<kind>image/(?:png|jpeg|gif));base64,(?P<data>[A-Za-z0-9+/=]+))\)"
    r"|!(?=\[)"
    rf"|\](?=\((?!(?:{_URL}|\#[\w%.-]{{0,200}}){_TITLE}\)))"
    rf"|\](?=:(?![ \t]{{1,8}}{_URL}{_TITLE}[ \t]{{0,8}}$))",
    re.MULTILINE | re.ASCII,
)

# Commands that link, style, name or place what they typeset; MathJax and KaTeX know others, which
# only draw. `\\[-9em]` draws over the lines above.
_TEX = re.compile(
    r"\\(?=(?:href|url|class|cssId|style|data|html(?:Class|Id|Style|Data)|includegraphics|require"
    r"|bbox|mmlToken|texttip|mathtip|tooltip|toggle|endtoggle|unicode"
    r"|raise|lower|raisebox|move(?:left|right)|m?kern|[hm]skip|[rl]lap|math[rlc]lap|Space"
    r"|[rR]ule|genfrac|above|abovewithdelims"
    r"|hspace(?!\*?\{\d{1,2}(?:\.\d{1,3})?(?:em|ex|pt|px|mu|mm|cm)\}))(?![A-Za-z])"
    r"|\[\s{0,9}-[\d.\s]{1,20}(?:em|ex|pt|px|pc|mu|mm|cm|in)\s{0,9}\])"
)

# An invisible character, which `text` takes out of what the student wrote.
_JOINER = "\u2060"
# nbconvert makes a heading's text its id: one named like formgrader's box for a score is found in
# the place of that box.
_HEADING = re.compile(r"^[ \t>*+\-\d.):!]*+#{1,6}+[ \t]*+(?=[^\s#])", re.MULTILINE)
_UNDERLINE = re.compile(r"[ \t>*+\-\d.):=]*[=-][ \t]*")
# Mermaid draws pictures with links, and nbconvert hands it the text unescaped.
_DRAWN = re.compile(
    r"(?<![`~])(?:`{3,}+|~{3,}+)[ \t]*+(?=(?i:mermaid)|(?![\w+#.-]*[ \t]*$)[^`\n])", re.MULTILINE
)


def markdown(source: str, attachments: Container[str] = (), limit: int = MAX_CHARACTERS) -> str:
    """Return markdown that is inert, cut at `limit` characters.

    `attachments` holds the pictures that it may show, by their `attached_name`.
    """
    if len(source) > limit:
        source = source[:limit] + _CUT
    clean = _TAG.sub(_tag, text(source, colours=False))
    clean = _LINK.sub(lambda found: _link(found, attachments), clean)
    clean = _DRAWN.sub(lambda found: found[0] + _JOINER, tex(clean))
    return _anonymous_headings(clean)


def tex(source: str) -> str:
    """Return `source` with a space in every TeX command that does more than draw."""
    return _TEX.sub(r"\\ ", source)


def _tag(found: re.Match[str]) -> str:
    return "< " if found["active"] else found[0]


def _link(found: re.Match[str], attachments: Container[str]) -> str:
    if found["alt"] is None:
        return found[0] + " "
    if name := found["quoted"] or found["name"]:
        name = attached_name(unquote(name))
        if name in attachments:
            return f"![{found['alt']}](attachment:{name})"
    elif picture(found["kind"], found["data"]):
        return found[0]
    return found[0].replace("![", "! [").replace("](", "] (")


def _anonymous_headings(source: str) -> str:
    source = _HEADING.sub(lambda found: found[0] + _JOINER, source)
    lines = source.split("\n")
    for above, below in enumerate(lines[1:]):
        if lines[above].strip() and _UNDERLINE.fullmatch(below):
            lines[above] += _JOINER
    return "\n".join(lines)
