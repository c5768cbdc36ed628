"""course.yml with other dates and another term, put in as text: comments and spacing stay."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from autograder.authoring.new.entry import scalar
from autograder.course import local_time
from autograder.errors import UsageError


@dataclass(frozen=True)
class Moved:
    """One date of course.yml: whose, under which key, and what stood and will stand there."""

    assignment: str
    key: str
    before: str
    after: str


def moved(text: str, days: int, term: str, timezone: str) -> tuple[str, list[Moved]]:
    """Return the text of a course.yml `days` later, by the clock on the wall, and what has changed.

    Raises UsageError for a time that does not exist: the clocks are put forward over it.
    """
    root = YAML(typ="safe", pure=True).compose(text)
    zone, changes = ZoneInfo(timezone), []
    spans: list[tuple[Node, str]] = [(_value(root, "term"), scalar(term))]
    for week, key, node in _dates(root):
        after = _later(node.value, days, zone)
        try:
            local_time(after, zone)
        except ValueError as error:
            raise UsageError(
                f"{week}, {key}: {error}", remedy="change its hour in course.yml, and try again"
            ) from None
        changes.append(Moved(week, key, node.value, after))
        spans.append((node, f"{node.style or ''}{after}{node.style or ''}"))
    for span, new in sorted(spans, key=lambda one: -int(one[0].start_mark.index)):
        text = text[: span.start_mark.index] + new + text[span.end_mark.index :]
    return text, changes


def _dates(root: Node) -> Iterator[tuple[str, str, ScalarNode]]:
    weeks = _value(root, "assignments")
    assert isinstance(weeks, SequenceNode)  # the course was loaded from it
    for week in weeks.value:
        for key in ("release", "due"):
            node = _value(week, key)
            assert isinstance(node, ScalarNode)
            yield _value(week, "id").value, key, node


def _value(mapping: Node, key: str) -> Node:
    assert isinstance(mapping, MappingNode)
    found: Node = next(value for name, value in mapping.value if name.value == key)
    return found


def _later(written: str, days: int, zone: ZoneInfo) -> str:
    moment = datetime.fromisoformat(written)
    if moment.tzinfo is not None:
        moment = moment.astimezone(zone).replace(tzinfo=None)
    moment += timedelta(days=days)
    precision = "seconds" if moment.second else "minutes"
    return moment.isoformat("T" if "T" in written else " ", precision)
