"""Rare wrong answers that several hand-ins have: a sign of work in common, never a proof.

A run asks all hand-ins the same problems, so the same wrong numbers come from the same computation.
Where a diagnosis names it, people come to it alone: then only the same mistakes in two tasks count.
Numbers that no hypothesis explains, or the very line that raised, count alone. What many have says
nothing, nor do zeros and numbers that are none.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from autograder.classreport.gather import Graded
from autograder.classreport.mistakes import STUB_LEFT, numbers, person
from autograder.classreport.model import SharedAnswer, Sharing
from autograder.course import Assignment
from autograder.model import CheckResult, Status
from autograder.notebooks.clean import line

_MOST_GROUPS = 20
_MOST_ANSWERS = 5  # of one group that are shown
_SHORTEST_LINE = 12  # characters
_MOST_OF_A_LINE = 200

# Which answer it is: task, check, what it was given by (seed, device), diagnosis, the answer.
_Fact = tuple[str, str, int, str, str | None, tuple[object, ...]]


def rare_from(n: int) -> int:
    """Return how many of `n` hand-ins may share an answer that still is rare."""
    return max(3, n // 20)


def shared(assignment: Assignment, submissions: Sequence[Graded]) -> list[Sharing]:
    """Return the groups of people with the same rare wrong answers, the most answers first."""
    titles = {task.id: task.title for task in assignment.tasks}
    holders: dict[_Fact, dict[str, tuple[Graded, CheckResult]]] = defaultdict(dict)
    for submission in submissions:
        for check in submission.report.checks:
            if (fact := _fact(submission, check)) is not None:
                holders[fact].setdefault(submission.student_id, (submission, check))
    groups: dict[frozenset[str], list[_Fact]] = defaultdict(list)
    for fact, who in holders.items():
        if 1 < len(who) <= rare_from(len(submissions)):
            groups[frozenset(who)].append(fact)
    found = [
        _sharing(facts, holders, titles) for facts in groups.values() if _tells_something(facts)
    ]
    return sorted(found, key=lambda one: (-len(one.answers), one.count))[:_MOST_GROUPS]


def wrong_alike(groups: Sequence[Sharing]) -> frozenset[frozenset[str]]:
    """Return the pairs of students that share a rare wrong answer."""
    ids = [sorted(one.student_id for one in group.people) for group in groups]
    return frozenset(
        frozenset((first, second))
        for group in ids
        for place, first in enumerate(group)
        for second in group[place + 1 :]
    )


def _tells_something(facts: Sequence[_Fact]) -> bool:
    return any(fact[4] is None for fact in facts) or len({fact[0] for fact in facts}) > 1


def _fact(submission: Graded, check: CheckResult) -> _Fact | None:
    if check.status not in (Status.FAIL, Status.ERROR) or check.diagnosis == STUB_LEFT:
        return None
    answer = next(iter(_answers(check)), None)
    if answer is None:
        return None
    report = submission.report
    return check.task, check.name, report.seed, report.device, check.diagnosis, answer


def _answers(check: CheckResult) -> Iterator[tuple[object, ...]]:
    for what in ("received losses", "received"):
        values = check.evidence.get(what)
        if isinstance(values, tuple) and any(
            not isinstance(value, str) and value != 0 for value in values
        ):
            yield values
    code = check.evidence.get("code")
    if isinstance(code, str) and len(code.split("\n")[0].strip()) >= _SHORTEST_LINE:
        yield ("code", code.split("\n")[0].strip()[:_MOST_OF_A_LINE])


def _sharing(
    facts: Sequence[_Fact],
    holders: dict[_Fact, dict[str, tuple[Graded, CheckResult]]],
    titles: dict[str, str],
) -> Sharing:
    who = holders[facts[0]]
    people = tuple(person(who[student][0]) for student in sorted(who))
    told: dict[str, SharedAnswer] = {}
    for fact in sorted(facts, key=lambda one: one[4] is not None):
        _, check = next(iter(holders[fact].values()))
        found = numbers(check)
        what = f"received {found}" if found else line(str(fact[5][1]), _MOST_OF_A_LINE)
        named = f" [{check.diagnosis}]" if check.diagnosis else ""
        told.setdefault(
            fact[0] + check.title,
            SharedAnswer(titles.get(fact[0], fact[0]), f"{check.title}{named}: {what}"),
        )
    return Sharing(len(people), people, tuple(told.values())[:_MOST_ANSWERS])
