"""TeX environments that stand in markdown without dollars, as Jupyter shows them too."""

import re
from collections.abc import Callable
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock

_OPEN = re.compile(
    r"\\begin\{(?P<name>(?:equation|multline|gather|align|alignat|flalign|eqnarray)\*?"
    r"|aligned|alignedat|gathered|split|array|d?cases|rcases|[pbBvV]?matrix)\}"
)


def environments_plugin(parser: MarkdownIt, *, renderer: Callable[[str], str]) -> None:
    """Have `parser` take an environment that begins a line for a block; `renderer` gets its TeX."""

    def shown(self: Any, tokens: Any, index: int, options: Any, environment: Any) -> str:  # noqa: ARG001
        return f"<div>\n{renderer(tokens[index].content)}\n</div>\n"

    may_end: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    parser.block.ruler.before("blockquote", "environment", _block, may_end)
    parser.add_render_rule("environment", shown)


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    opened = _OPEN.match(_line(state, start))
    if opened is None or state.is_code_block(start):
        return False
    last = _last_line(state, start, end, f"\\end{{{opened['name']}}}")
    if last is None:
        return False
    if not silent:
        state.line = last + 1
        token = state.push("environment", "math", 0)
        token.block = True
        token.content = state.getLines(start, last + 1, state.sCount[start], False)
        token.map = [start, last + 1]
    return True


def _last_line(state: StateBlock, start: int, end: int, closing: str) -> int | None:
    """Return the line that ends with `closing`, None where the block ends before."""
    if closing not in state.src[state.bMarks[start] :]:
        return None
    for line in range(start, end):
        text = _line(state, line)
        if text and state.sCount[line] < state.blkIndent:
            return None  # it is behind the list in which this stands
        if text.rstrip().endswith(closing):
            return line
    return None


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
