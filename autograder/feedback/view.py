"""What a student's page says: a pure function of the report, the gradebook's scores and the policy.

Student-facing are titles, messages, hints and diagnoses; of a check's evidence only the student's
own line that raised, and, where the policy shows everything, the numbers that `gradients.compare`
put side by side for this.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from autograder import model
from autograder.course import Assignment, ByHand, Course, Task
from autograder.feedback import charts
from autograder.gradebook.tally import Tally, TaskTally
from autograder.model import CheckResult, Credit, GradeReport, Shown, Status

_WORDS = {
    Status.FAIL: "this does not hold yet",
    Status.ERROR: "your code raised an error",
    Status.TIMEOUT: "your code did not finish in time",
    Status.MEMORY: "your code needed too much memory",
    Status.SKIPPED: "not checked, because an earlier check did not pass",
    Status.BROKEN: "not graded yet, through no fault of yours",
}
_MOST_PICTURES = 3


@dataclass(frozen=True)
class Numbers:
    """Received and expected numbers of one check: the picture, and the pairs for a table.

    A pair's first text counts what `step` names.
    """

    title: str
    svg: str
    step: str
    pairs: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Cause:
    """The first check of a task that did not pass."""

    sentence: str
    headline: str  # the same for the top of the page, where no task stands around it
    finding: str  # what the check saw, where `sentence` does not say it already
    code: str  # the line that raised, and maybe a caret below it
    hints: tuple[str, ...]
    lecture: str


@dataclass(frozen=True)
class TaskView:
    """One task: its score, and with the policy's leave what is behind it."""

    id: str
    title: str
    points: str  # "withheld" where there is none
    max_points: str
    share: float  # of the points, 0 to 1
    by_hand: bool
    earlier: bool  # what was set or written by hand was for an earlier hand-in
    comment: str
    credit: str  # why there are points where the checks gave fewer
    status: Status
    cause: Cause | None = None
    also: tuple[str, ...] = ()
    following: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    numbers: tuple[Numbers, ...] = ()


@dataclass(frozen=True)
class PageView:
    """The page's text, before the notebook and the small print."""

    first: str
    question: str
    score: str  # "78 of 100", or "withheld"
    penalty: str  # the points lost for lateness, "" for none
    waiting: bool  # a teacher still has to look at something
    excused: bool
    tasks: tuple[TaskView, ...]
    problems: tuple[str, ...]


def view(
    course: Course,
    report: GradeReport,
    assignment: Assignment,
    tally: Tally,
    shown: Shown,
) -> PageView:
    """Return what the page says."""
    whole = of_the_whole(report)
    behind = Shown.SCORES if whole else shown  # one reason for all is told once
    tasks = tuple(
        _task(course, report, task, tally.tasks[task.id], behind) for task in assignment.tasks
    )
    tasks += tuple(
        _by_hand(part, tally.tasks[part.id]) for part in assignment.by_hand if part.points
    )
    withheld, penalty = tally.final is None, tally.penalty
    score = _said(tally.final)
    if not withheld:
        score += f" of {_points(assignment.points)}"
    first, question = _first(tasks, withheld, bool(penalty), score)
    if whole and not withheld and shown.includes(Shown.HINTS):
        first = whole
    return PageView(
        first=first,
        question=question,
        score=score,
        penalty=_points(penalty) if penalty else "",
        waiting=bool(tally.waiting) and not withheld,
        excused=tally.excused,
        tasks=tasks,
        problems=report.problems,
    )


def _first(tasks: Sequence[TaskView], withheld: bool, late: bool, score: str) -> tuple[str, str]:
    """Return the page's first line, and the question under it."""
    if withheld:
        return "Your score is withheld, through no fault of yours.", ""
    causes = [(task, task.cause) for task in tasks if task.cause and task.share < 1]
    if not causes:
        if not all(task.share == 1 and (task.holds or task.by_hand) for task in tasks):
            return f"{score} points.", ""
        by_hand = any(task.cause for task in tasks)
        why = "full marks from your teacher" if by_hand else "everything that was checked holds"
        if late:
            return f"{score} points: {why}, but it was handed in late.", ""
        return f"{why.capitalize()}." if by_hand else f"Full marks: {why}.", ""
    # What was misunderstood comes before what was left open.
    _, cause = next((pair for pair in causes if pair[1].hints), causes[0])
    return cause.headline, cause.hints[0] if cause.hints else ""


def of_the_whole(report: GradeReport) -> str:
    """Return the one reason why nothing earned a point, "" where tasks have their own."""
    checks = [check for check in report.checks if check.status is not Status.SKIPPED]
    first = checks[0]
    if any(check.message != first.message or check.points for check in checks):
        return ""
    if first.diagnosis == "stub-left":
        return "Every task is still open: the notebook was handed in without answers."
    return _finding(first) if first.diagnosis is None and first.message else ""


def _task(
    course: Course, report: GradeReport, task: Task, tally: TaskTally, shown: Shown
) -> TaskView:
    result = next(result for result in report.tasks if result.id == task.id)
    return TaskView(
        id=task.id,
        title=task.title,
        points=_said(tally.score),
        max_points=_points(result.max_score),
        share=min(1.0, max(0.0, (tally.score or 0.0) / result.max_score)),
        by_hand=tally.by_hand,
        earlier=tally.earlier,
        comment=tally.comment,
        credit="" if tally.by_hand else _credit(result.credit),
        status=result.status,
        **(_behind(course, report, task, shown) if shown.includes(Shown.HINTS) else {}),
    )


def _by_hand(part: ByHand, tally: TaskTally) -> TaskView:
    return TaskView(
        id=part.id,
        title=part.title,
        points=_said(tally.score),
        max_points=_points(part.points),
        share=min(1.0, max(0.0, (tally.score or 0.0) / part.points)),
        by_hand=tally.by_hand,
        earlier=tally.earlier,
        comment=tally.comment,
        credit="",
        status=Status.SKIPPED if tally.waiting else Status.PASS,
    )


def _credit(credit: Credit | None) -> str:
    if credit is None:
        return ""
    mistake = "This mistake alone leaves" if len(credit.diagnoses) == 1 else "These mistakes leave"
    return f"{mistake} {credit.percent:g} % of the points of this task."


def _behind(course: Course, report: GradeReport, task: Task, shown: Shown) -> dict[str, Any]:
    """Return what is behind a task's score, as fields of TaskView."""
    checks = [check for check in report.checks if check.task == task.id]
    failed = [check for check in checks if check.status not in (Status.PASS, Status.SKIPPED)]
    skipped = [check for check in checks if check.status is Status.SKIPPED]
    first = next(iter([*failed, *skipped]), None)
    if first is None:
        # What was not asked, of an earlier edition, has a message instead.
        return {"holds": tuple(dict.fromkeys(check.message or check.title for check in checks))}
    also = [check for check in failed if check is not first and check.message != first.message]
    pictures = [_numbers(check, task.losses_per) for check in failed] if shown is Shown.FULL else []
    return {
        "cause": _cause(course, report.assignment, first, task.title),
        "also": tuple(dict.fromkeys(_further(course, check, first) for check in also)),
        "following": tuple(check.title for check in skipped if check is not first),
        "holds": tuple(check.title for check in checks if check.status is Status.PASS),
        "numbers": tuple(found for found in pictures if found is not None)[:_MOST_PICTURES],
    }


def _cause(course: Course, assignment: str, check: CheckResult, title: str) -> Cause:
    still_open = check.diagnosis == "stub-left"
    sentence = course.catalogue.sentence(check.diagnosis)
    finding = _finding(check)
    hints = course.catalogue.hints(check.diagnosis)
    if check.hint and check.hint not in hints:
        hints = (check.hint, *hints)
    lecture = course.passage(assignment, check.diagnosis)
    if not lecture and not still_open and check.status is Status.FAIL:
        lecture = course.passage(assignment, check.task)
    return Cause(
        sentence=sentence or finding,
        headline=f"{title}: {_words(check)}" if still_open or not sentence else sentence,
        finding=finding if sentence and not still_open else "",
        code=str(check.evidence.get("code", "")),
        hints=hints,
        lecture=lecture,
    )


def _further(course: Course, check: CheckResult, first: CheckResult) -> str:
    """Return what else was found: another mistake, or another effect of the first one."""
    other = check.diagnosis if check.diagnosis != first.diagnosis else None
    return course.catalogue.sentence(other) or _finding(check)


def _finding(check: CheckResult) -> str:
    """Return what a check saw, as a sentence."""
    words = _words(check)
    return words[:1].upper() + words[1:]


def _words(check: CheckResult) -> str:
    words = check.message or f"{check.title}: {_WORDS[check.status]}"
    return words if words.endswith((".", "?", "!")) else f"{words}."


def _numbers(check: CheckResult, losses_per: str) -> Numbers | None:
    """Return a check's numbers where it has some: the history rather than single values."""
    if found := _both(check, " losses"):
        chart = charts.loss_chart(*found, step=losses_per)
        return Numbers("Your losses and the expected ones.", chart, losses_per, _pairs(*found))
    if found := _both(check):
        # Bars have their numbers beside them.
        return Numbers(_finding(check), charts.bar_chart(*found), step="", pairs=())
    return None


def _both(check: CheckResult, what: str = "") -> tuple[model.Numbers, model.Numbers] | None:
    received = check.evidence.get(f"received{what}")
    expected = check.evidence.get(f"expected{what}")
    if isinstance(received, tuple) and isinstance(expected, tuple):
        return received, expected
    return None


def _pairs(
    received: Sequence[float | str], expected: Sequence[float | str]
) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (str(place + 1), _at(received, place), _at(expected, place))
        for place in range(max(len(received), len(expected)))
    )


def _at(values: Sequence[float | str], place: int) -> str:
    return charts.said(values[place]) if place < len(values) else ""


def _said(score: float | None) -> str:
    return "withheld" if score is None else _points(score)


def _points(points: float) -> str:
    return f"{points:.2f}".rstrip("0").rstrip(".")
