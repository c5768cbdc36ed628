"""The entry of a new assignment in course.yml, put in as text: comments and spacing stay."""

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from autograder.course import Course
from autograder.errors import UsageError

_ENTRY = """\
- id: {id}
  week: {week}
  title: {title}
  release: {release:%Y-%m-%d %H:%M}
  due: {due:%Y-%m-%d %H:%M}
  points: 10
  tasks:
    - {{id: first_task, points: 10, title: A first task}}
"""


def next_week(course: Course) -> int:
    """Return the number after the last week."""
    return max((assignment.week for assignment in course.assignments), default=0) + 1


def entry(course: Course, name: str, week: int, title: str) -> str:
    """Return the lines of an entry: released and due as the nearest other week is."""
    release, due = times(course, week)
    return _ENTRY.format(id=scalar(name), week=week, title=scalar(title), release=release, due=due)


def inserted(text: str, entry: str) -> str:
    """Return the text of a course.yml with one more entry at the end of its `assignments`."""
    node = _assignments(text)
    if node.flow_style and node.value:
        raise UsageError(
            "course.yml holds its assignments in brackets",
            remedy="write each as a block that begins with `- id: ...`",
        )
    if not node.value:
        head, tail = text[: node.start_mark.index].rstrip(), text[node.end_mark.index :]
        return f"{head}\n{_indented(entry, 2)}{tail.lstrip(' ')}"
    end = text.find("\n", _end(node))
    head, tail = (text, "") if end < 0 else (text[:end], text[end + 1 :])
    return f"{head}\n\n{_indented(entry, node.start_mark.column)}{tail}"


def times(course: Course, week: int) -> tuple[datetime, datetime]:
    """Return when a week is released and due by the clock on the wall, as the nearest other is."""
    if not course.assignments:
        today = datetime.now(ZoneInfo(course.timezone)).replace(tzinfo=None)
        monday = today + timedelta(days=7 - today.weekday())
        return monday.replace(hour=9, minute=0), (monday + timedelta(6)).replace(hour=23, minute=59)
    near = min(course.assignments, key=lambda other: abs(other.week - week))
    later = timedelta(weeks=week - near.week)
    zone = ZoneInfo(course.timezone)
    # By the clock on the wall, whatever summer time does in between.
    return (
        near.release.astimezone(zone).replace(tzinfo=None) + later,
        near.due.astimezone(zone).replace(tzinfo=None) + later,
    )


def in_words(name: str) -> str:
    """Return the name of a file or folder as a title: `PS-1_loops` is "PS 1 loops"."""
    words = " ".join(name.replace("-", " ").replace("_", " ").split())
    return words[:1].upper() + words[1:]


def scalar(text: str) -> str:
    """Return a text as YAML reads it back: in quotes where it would be something else."""
    try:
        plain = YAML(typ="safe", pure=True).load(f"key: {text}") == {"key": text}
    except YAMLError:
        plain = False
    return text if plain else json.dumps(text, ensure_ascii=False)


def _assignments(text: str) -> SequenceNode:
    root = YAML(typ="safe", pure=True).compose(text)
    assert isinstance(root, MappingNode)  # the course was loaded from it
    found = next(value for key, value in root.value if key.value == "assignments")
    assert isinstance(found, SequenceNode)
    return found


def _end(node: Node) -> int:
    """Return where the last thing in a block ends; its own mark stands after what follows it."""
    if isinstance(node, MappingNode) and not node.flow_style and node.value:
        return _end(node.value[-1][1])
    if isinstance(node, SequenceNode) and not node.flow_style and node.value:
        return _end(node.value[-1])
    return int(node.end_mark.index)


def _indented(text: str, columns: int) -> str:
    return "".join(f"{' ' * columns}{line}" for line in text.splitlines(keepends=True))
