"""The code that raised, as far as a diagnosis and a message ask about it.

Read by patterns, a few lines at a time: it is a hand-in's, and may be of any size and form.
"""

import re
from dataclasses import dataclass
from functools import cached_property

_MOST_LINES = 8  # that one statement may go over
_MOST_TEXT = 600  # characters of it
_MOST_SHOWN = 120  # characters of a line that people see
_MOST_SOURCE = 20_000  # characters of a cell in which a name is looked for
_OPENING, _CLOSING = "([{", ")]}"


@dataclass(frozen=True)
class Code:
    """A cell's source, and the line, from 1, in which it stopped; 0 where that is not known."""

    source: str
    line: int

    def shown(self, column: int | None = None) -> str:
        """Return the line as a person reads it, over a caret under `column`, from 1; "" if unknown.

        Without its indentation, and cut where it is long.
        """
        lines = self.source.split("\n")[self.line - 1 : self.line] if self.line > 0 else []
        whole = lines[0].expandtabs(1) if lines else ""
        text = whole.strip()[:_MOST_SHOWN]
        place = (column or 0) - 1 - (len(whole) - len(whole.lstrip()))
        return f"{text}\n{' ' * place}^" if text and 0 <= place <= len(text) else text

    @cached_property
    def statement(self) -> str:
        """The line that raised, with what its brackets hold on the lines below; "" if unknown."""
        lines = self.source.split("\n")[self.line - 1 :] if self.line > 0 else []
        found = ""
        for text in lines[:_MOST_LINES]:
            found = f"{found} {text.strip()}".strip()[:_MOST_TEXT]
            if sum(map(found.count, _OPENING)) <= sum(map(found.count, _CLOSING)):
                break
        return found

    def says(self, pattern: str) -> bool:
        """Whether the statement has a part that `pattern` describes."""
        return re.search(pattern, self.statement) is not None

    def arguments(self, function: str) -> list[str]:
        """Return what stands between the commas of the first call of what `function` describes."""
        call = re.search(rf"{function}\s*\(", self.statement)
        return _parted(self.statement[call.end() :]) if call else []

    def assigned(self, name: str, pattern: str) -> bool:
        """Whether some line of the cell gives `name` what `pattern` describes."""
        line = rf"^[ \t]*{re.escape(name)}[ \t]*=(?!=)[^\n]*{pattern}"
        return re.search(line, self.source[:_MOST_SOURCE], re.MULTILINE) is not None

    def before(self, pattern: str) -> bool:
        """Whether `pattern` stands in the cell above the line that raised."""
        above = self.source[:_MOST_SOURCE].split("\n")[: max(0, self.line - 1)]
        return any(re.search(pattern, text) for text in above)

    def after(self, pattern: str) -> bool:
        """Whether `pattern` stands in the cell below the line that raised."""
        below = self.source[:_MOST_SOURCE].split("\n")[self.line :]
        return any(re.search(pattern, text) for text in below)


def _parted(text: str) -> list[str]:
    """Return the parts of `text` up to the bracket that closes it, parted by its own commas."""
    depth, parts = 0, [""]
    for char in text:
        depth += (char in _OPENING) - (char in _CLOSING)
        if depth < 0:
            break
        if char == "," and not depth:
            parts.append("")
        else:
            parts[-1] += char
    return [part.strip() for part in parts if part.strip()]
