"""YAML as plain data together with the line that every value stands on.

Only what a settings file needs: mappings with text keys, lists, and scalars. Anchors, aliases,
tags and duplicate keys are refused, for they hide what a file says.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from autograder.errors import CourseError

MAX_BYTES = 1_000_000

Loc = tuple[str | int, ...]


@dataclass
class YamlFile:
    """The data of one file; `lines` holds the line of each key or list entry, from 1."""

    path: Path
    data: Any = None
    lines: dict[Loc, int] = field(default_factory=dict)
    assigns = ":"

    def line(self, loc: Loc) -> int:
        """Return the line of `loc`, or of what it would stand in."""
        while loc and loc not in self.lines:
            loc = loc[:-1]
        return self.lines.get(loc, 1)


def read_yaml(path: Path) -> YamlFile:
    """Read the YAML file at `path`; raise CourseError, with the line, where it is none."""
    text = text_of(path)
    try:
        node = YAML(typ="safe", pure=True).compose(text)
        file = YamlFile(path)
        if node is not None:
            file.data = _plain(node, (), file)
    except MarkedYAMLError as error:
        raise _broken(error, path) from None
    except (YAMLError, RecursionError) as error:
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise CourseError(f"this is not YAML: {reason}", file=path) from None
    return file


def text_of(path: Path) -> str:
    """Return the text of a file; raise CourseError where it is none, or is too large."""
    if not path.is_file():
        kind = "is not a file" if path.exists() else "does not exist"
        raise CourseError(kind, file=path, remedy="give a course folder that holds a course.yml")
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise CourseError(f"cannot be read: {error.strerror}", file=path) from None
    if len(data) > MAX_BYTES:
        raise CourseError(f"is larger than {MAX_BYTES} bytes", file=path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CourseError(
            "a byte that is not UTF-8", file=path, line=line, remedy="save the file as UTF-8"
        ) from None


def _broken(error: MarkedYAMLError, path: Path) -> CourseError:
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else None
    problem = error.problem or error.context or "it cannot be read"
    if "'\\t'" in problem:
        return CourseError(
            "a tab where YAML wants spaces", file=path, line=line, remedy="indent with spaces"
        )
    remedy = "check the indentation, colons and quotes on this line and on the one above it"
    return CourseError(f"this is not YAML: {problem}", file=path, line=line, remedy=remedy)


def _plain(node: Node, loc: Loc, file: YamlFile) -> Any:
    """Return the node's value, and note the lines of all that is in it."""
    line = node.start_mark.line + 1
    file.lines.setdefault(loc, line)
    if node.anchor is not None:
        raise CourseError(
            "anchors (&, *) are not used here: write it out", file=file.path, line=line
        )
    if isinstance(node, MappingNode):
        return _mapping(node, loc, file)
    if isinstance(node, SequenceNode):
        # Tuples: the data becomes frozen models, and strict ones take no list for a tuple.
        return tuple(_plain(entry, (*loc, i), file) for i, entry in enumerate(node.value))
    assert isinstance(node, ScalarNode)
    return _scalar(node, file.path)


def _mapping(node: MappingNode, loc: Loc, file: YamlFile) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        key = key_node.value
        if not isinstance(key_node, ScalarNode) or not isinstance(key, str):
            raise CourseError("a key that is not a word", file=file.path, line=line)
        if key in found:
            raise CourseError(
                f"`{key}` is here twice: it is already on line {file.lines[*loc, key]}",
                file=file.path,
                line=line,
                remedy="keep one of them",
            )
        file.lines[*loc, key] = line
        found[key] = _plain(value_node, (*loc, key), file)
    return found


def _scalar(node: ScalarNode, path: Path) -> Any:
    """Return None, a bool, a number or a text; dates stay texts."""
    kind = str(node.tag).removeprefix("tag:yaml.org,2002:")
    try:
        if kind == "null":
            return None
        if kind == "bool":
            return node.value.lower() == "true"
        if kind == "int":
            return int(node.value)
        if kind == "float":
            return float(node.value)
    except ValueError:
        return node.value
    if kind not in ("str", "timestamp"):
        line = node.start_mark.line + 1
        raise CourseError(f"the tag {node.tag} is not used here", file=path, line=line)
    return node.value
