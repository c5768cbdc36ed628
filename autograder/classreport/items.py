"""Figures of a class, and what each task and check tells about it."""

from collections.abc import Iterator, Sequence

import numpy as np

from autograder.classreport.gather import Graded
from autograder.classreport.model import Figures, Item, TaskItem
from autograder.course import Assignment
from autograder.model import CheckResult

FEWEST = 8  # hand-ins from which a correlation says anything
_TINY = 1e-9  # points


def figures(scores: Sequence[float], max_points: float) -> Figures | None:
    """Return what scores in points come to, None where there is none."""
    if not scores:
        return None
    values = np.asarray(scores, dtype=float)
    quartiles = np.percentile(values, [0, 25, 50, 75, 100])
    low, lower, median, upper, high = (float(value) for value in quartiles)
    full = int(np.sum(values >= max_points - _TINY))
    return Figures(len(scores), float(values.mean()), median, lower, upper, low, high, full)


def items(assignment: Assignment, submissions: Sequence[Graded]) -> Iterator[TaskItem]:
    """Yield each task with its checks, of hand-ins none of which is withheld.

    Points are those of the checks alone: credit for a mistake says nothing about a check. A check
    that was not run, since an earlier one did not pass, has none.
    """
    found = [_by_check(submission) for submission in submissions]
    totals = [sum(check.points for check in checks.values()) for checks in found]
    first = {key: check for checks in found for key, check in checks.items()}
    for task in assignment.tasks:
        keys = [key for key in first if key[0] == task.id]
        of_each = [
            [checks[key].points if key in checks else 0.0 for checks in found] for key in keys
        ]
        checks = tuple(
            _item(key[1], first[key].title, first[key].max_points, points, totals)
            for key, points in zip(keys, of_each, strict=True)
        )
        sums = [sum(points) for points in zip(*of_each, strict=True)] or [0.0] * len(found)
        yield TaskItem(_item(task.id, task.title, task.points, sums, totals), checks)


def idle(tasks: Sequence[TaskItem]) -> list[Item]:
    """Return the checks that separate nobody: all hand-ins have the same points there."""
    every = [check for task in tasks for check in task.checks]
    return [check for check in every if check.n > 1 and check.n in (check.full, check.none)]


def _by_check(submission: Graded) -> dict[tuple[str, str], CheckResult]:
    return {(check.task, check.name): check for check in submission.report.checks}


def _item(
    id: str, title: str, most: float, points: Sequence[float], totals: Sequence[float]
) -> Item:
    full = sum(value >= most - _TINY for value in points)
    none = sum(value <= _TINY for value in points)
    n = len(points)
    share = sum(points) / (n * most) if n and most else 0.0
    return Item(id, title, most, n, share, full, n - full - none, none, _apart(points, totals))


def _apart(points: Sequence[float], totals: Sequence[float]) -> float | None:
    """Return the correlation of an item's points with the rest of the total, without the item."""
    if len(points) < FEWEST:
        return None
    item = np.asarray(points, dtype=float)
    rest = np.asarray(totals, dtype=float) - item
    if np.ptp(item) <= _TINY or np.ptp(rest) <= _TINY:
        return None
    return float(np.corrcoef(item, rest)[0, 1])
