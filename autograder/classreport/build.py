"""From the hand-ins of a week to what is said about it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from autograder.classreport.gather import Gathered, Graded
from autograder.classreport.items import figures, idle, items
from autograder.classreport.mistakes import mistakes, person, unexplained
from autograder.classreport.model import Changed, ClassReport, Group, LastRun, Person
from autograder.classreport.shared import shared, wrong_alike
from autograder.classreport.similarity import similarity
from autograder.classreport.times import times
from autograder.course import Assignment, Course
from autograder.feedback.view import of_the_whole
from autograder.model import Status
from autograder.notebooks.clean import line
from autograder.runs.changes import Change

_MOST_CHANGES = 20
_MOST_OF_A_TEXT = 300  # characters


def class_report(
    course: Course, assignment: Assignment, found: Gathered, now: datetime
) -> ClassReport:
    """Return what is said about a week at `now`.

    Who is excused counts nowhere. A hand-in in which one reason took all points (it cannot be
    read, nothing was handed in) is named, has its score, and tells nothing of a task; nor does one
    that is withheld.
    """
    counted = [one for one in found.submissions if not one.tally.excused]
    whole = {one.student_id: of_the_whole(one.report) for one in counted}
    usable = [
        one
        for one in counted
        if not whole[one.student_id] and one.report.status is not Status.BROKEN
    ]
    scores = sorted(one.tally.final for one in counted if one.tally.final is not None)
    of_tasks = tuple(items(assignment, usable))
    alike = shared(assignment, usable)
    return ClassReport(
        assignment=assignment.id,
        title=assignment.title,
        course=f"{course.title}, {course.term}",
        made=f"{now.astimezone(ZoneInfo(course.timezone)):%a %d %b %Y %H:%M}",
        anonymous=False,
        max_points=assignment.points,
        handed_in=len(found.overview.submitted),
        graded=len(found.submissions),
        excused=len(found.submissions) - len(counted),
        compared=len(usable),
        mistakes=tuple(mistakes(course, assignment, usable)),
        unexplained=tuple(unexplained(assignment, usable)),
        unusable=tuple(_by_reason(counted, whole)),
        figures=figures(scores, assignment.points),
        scores=tuple(scores),
        items=of_tasks,
        idle=tuple(idle(of_tasks)),
        times=times(counted),
        attention=tuple(_attention(assignment, found, counted)),
        last_run=_last_run(found),
        similarity=similarity(
            {one.student_id: one.sources for one in counted},
            found.given,
            {one.student_id: person(one) for one in counted},
            {task.id: task.title for task in assignment.tasks},
            wrong_alike(alike),
        ),
        shared=tuple(alike),
    )


def _by_reason(submissions: Sequence[Graded], whole: Mapping[str, str]) -> Iterator[Group]:
    found: dict[str, list[Person]] = defaultdict(list)
    for one in submissions:
        if whole[one.student_id] and one.report.status is not Status.BROKEN:
            found[line(whole[one.student_id], _MOST_OF_A_TEXT)].append(person(one))
    for reason, people in sorted(found.items(), key=lambda one: (-len(one[1]), one[0])):
        yield Group(reason, len(people), tuple(people))


def _attention(
    assignment: Assignment, found: Gathered, counted: Sequence[Graded]
) -> Iterator[Group]:
    """Yield who waits for somebody: for a person, for the graders, for another run."""
    by_hand = [one.student_id for one in counted if one.tally.waiting]
    there, again = found.overview, f"autograder grade {assignment.id}"
    for what, students, command in (
        ("withheld: a check of ours broke", there.withheld, again),
        ("to be looked at by a person", by_hand, f"autograder formgrader {assignment.id}"),
        ("not graded yet", there.not_graded, again),
        ("handed in again since they were graded", there.replaced, again),
        ("out of date: what decides a grade has changed", there.regrade, again),
        ("refused by `autograder collect`", there.refused, ""),
    ):
        if students:
            yield Group(what, len(students), tuple(_named(found, s) for s in students), command)
    for fault in there.faults:
        # Its words hold a path, which names somebody: it is in no anonymous page.
        yield Group("cannot be read", 1, (Person(line(fault, _MOST_OF_A_TEXT)),), again)


def _named(found: Gathered, student: str) -> Person:
    name = line(found.names.get(student, ""), 100)
    return Person(line(student, 100), name, found.links.get(student, ""))


def _last_run(found: Gathered) -> LastRun | None:
    if not found.run:
        return None
    return LastRun(
        run=found.run,
        count=len(found.changes),
        up=sum(one.gain > 0 for one in found.changes),
        down=sum(one.gain < 0 for one in found.changes),
        changed=tuple(_changed(found, one) for one in found.changes[:_MOST_CHANGES]),
    )


def _changed(found: Gathered, one: Change) -> Changed:
    where = "; ".join(check.title for check in one.checks[:3])
    more = len(one.checks) - 3
    return Changed(
        _named(found, one.student_id),
        one.before,
        one.after,
        line(", ".join(one.because), _MOST_OF_A_TEXT),
        line(where + (f" and {more} more" if more > 0 else ""), _MOST_OF_A_TEXT),
    )
