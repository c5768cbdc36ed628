"""What a later report of a hand-in says otherwise than an earlier one, and what may be the cause.

Pure functions of two reports. Where nothing differs that decides a grade or that a student reads
as a cause, there is no change, whatever seeds and times were.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from autograder.model import CheckResult, GradeReport

_SEED = "seed"


@dataclass(frozen=True, slots=True)
class CheckChange:
    """A check that came out otherwise, in words; "" where a report has no such check."""

    task: str
    title: str
    before: str
    after: str
    points: float  # more than before


@dataclass(frozen=True, slots=True)
class Change:
    """How a hand-in's score changes, None for a withheld one, and in which tasks and checks.

    `because` names what decided the two reports and differs: hand-in, graders, release, settings,
    engine, device, isolation, seed. Where the better score was `kept`, `after` is not what counts.
    """

    student_id: str
    before: float | None
    after: float | None
    because: tuple[str, ...]
    tasks: dict[str, tuple[float | None, float | None]]
    checks: tuple[CheckChange, ...]
    kept: bool = False

    @property
    def gain(self) -> float:
        """The points that are won, negative where some are lost; a withheld score counts as 0."""
        return (self.after or 0.0) - (self.before or 0.0)

    @property
    def falls(self) -> bool:
        """Whether the same hand-in has fewer points than before."""
        known = self.before is not None and self.after is not None
        return known and self.gain < 0 and "hand-in" not in self.because


def change(before: GradeReport, after: GradeReport) -> Change | None:
    """Return how `after` differs from the earlier report `before`, None where it does not."""
    tasks = dict(_tasks(before, after))
    checks = tuple(_checks(before.checks, after.checks))
    if before.score == after.score and not tasks and not checks:
        return None
    because = tuple(_because(before, after))
    return Change(after.student_id, before.score, after.score, because, tasks, checks)


def by_size(changes: Iterable[Change]) -> list[Change]:
    """Return the changes in the order in which people look at them: the largest first."""
    return sorted(changes, key=lambda one: (-abs(one.gain), one.student_id))


def _tasks(
    before: GradeReport, after: GradeReport
) -> Iterator[tuple[str, tuple[float | None, float | None]]]:
    earlier = {task.id: task.score for task in before.tasks}
    for task in after.tasks:
        if earlier.get(task.id) != task.score:
            yield task.id, (earlier.get(task.id), task.score)


def _checks(before: Iterable[CheckResult], after: Iterable[CheckResult]) -> Iterator[CheckChange]:
    earlier = {(check.task, check.name): check for check in before}
    for check in after:
        old = earlier.pop((check.task, check.name), None)
        if old is None or _said(old) != _said(check) or old.points != check.points:
            yield _check_change(old, check)
    for old in earlier.values():
        yield _check_change(old, None)


def _check_change(old: CheckResult | None, new: CheckResult | None) -> CheckChange:
    one = new or old
    assert one is not None
    gained = (new.points if new else 0.0) - (old.points if old else 0.0)
    return CheckChange(one.task, one.title, _said(old), _said(new), gained)


def _said(check: CheckResult | None) -> str:
    if check is None:
        return ""
    return f"{check.status}: {check.diagnosis}" if check.diagnosis else str(check.status)


def _because(before: GradeReport, after: GradeReport) -> Iterator[str]:
    found = []
    if before.submission_sha256 != after.submission_sha256:
        found.append("hand-in")
    if before.grader_sha256 != after.grader_sha256:
        parts = sorted(before.decided_by.keys() | after.decided_by.keys())
        differ = [p for p in parts if before.decided_by.get(p) != after.decided_by.get(p)]
        # Reports of an earlier engine name no parts.
        found += differ if before.decided_by else ["graders or engine"]
    if before.device != after.device:
        found.append("device")
    if before.isolation != after.isolation:
        found.append("isolation")
    if not found and before.seed != after.seed:
        found.append(_SEED)  # each run draws one: it tells something where nothing else differs
    yield from found
