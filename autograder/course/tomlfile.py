"""TOML as plain data, and the line on which a value stands."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.course.yamlfile import Loc, text_of
from autograder.errors import CourseError

_LINE = re.compile(r"\(at line (\d+), .*\)$")


@dataclass
class TomlFile:
    """The data of one file; lists are tuples, as strict models take them."""

    path: Path
    text: str
    data: dict[str, Any]
    assigns = " ="

    def line(self, loc: Loc) -> int:
        """Return the line of `loc`, or of what it would stand in, from 1.

        Looked for by what is written there, in the usual form: a table by its header.
        """
        lines, at, value = self.text.split("\n"), 0, self.data
        for depth, part in enumerate(loc):
            try:
                value = value[part]  # type: ignore[index]
            except (KeyError, IndexError, TypeError):
                break
            written, nth = _written(loc[: depth + 1], value)
            found = [n for n in range(at, len(lines)) if re.search(written, lines[n])]
            at = found[nth] if nth < len(found) else at
        return at + 1


def read_toml(path: Path) -> TomlFile:
    """Read the TOML file at `path`; raise CourseError, with the line, where it is none."""
    text = text_of(path)
    try:
        return TomlFile(path, text, _frozen(tomllib.loads(text)))
    except tomllib.TOMLDecodeError as error:
        found = _LINE.search(str(error))
        line = int(found[1]) if found else text.count("\n") + 1  # its end
        raise CourseError(
            f"this is not TOML: {_LINE.sub('', str(error)).strip()}",
            file=path,
            line=line,
            remedy="check the quotes, brackets and commas on this line and on the one above it",
        ) from None


def _written(loc: Loc, value: Any) -> tuple[str, int]:
    """Return a pattern for the line of `value`, and how many such lines come before it."""
    part = loc[-1]
    header = r"\s*\.\s*".join(_key(name) for name in loc if isinstance(name, str))
    if isinstance(value, dict):
        return (
            (rf"^\s*\[\[\s*{header}\s*\]\]", part)
            if isinstance(part, int)
            else (rf"^\s*\[\s*{header}\s*\]", 0)
        )
    if isinstance(part, int):
        return rf"[\"']{re.escape(str(value))}[\"']", 0
    if isinstance(value, tuple) and value and isinstance(value[0], dict):
        return rf"^\s*\[\[\s*{header}\s*\]\]", 0
    return rf"^\s*{_key(part)}\s*=", 0


def _key(name: str) -> str:
    return rf"[\"']?{re.escape(name)}[\"']?"


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _frozen(item) for key, item in value.items()}
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
