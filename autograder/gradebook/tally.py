"""What a hand-in comes to: what the checks gave, what a TA set, what lateness costs, what is left.

The one place that knows, for whoever says it: the table, `--json`, the student's page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from autograder.course import Assignment, Course
from autograder.course.late import in_time_until, late_by, late_penalty

if TYPE_CHECKING:  # it imports nbgrader's database
    from autograder.gradebook import Recorded


@dataclass(frozen=True, slots=True)
class TaskTally:
    """The points of one task; `score` is what counts, None where it is withheld.

    `by_hand` says that a TA set the points or added to them, `waiting` that the gradebook asks for
    a person, `earlier` that it does since the TA's score or comment is for an earlier hand-in.
    """

    automatic: float | None
    score: float | None
    by_hand: bool = False
    waiting: bool = False
    earlier: bool = False
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """The points of a hand-in, by task and in all; None is withheld.

    `late` is how long after the due time it came, extension counted in: zero within the grace
    period. Of who is `excused` it does not count, whatever it comes to.
    """

    tasks: Mapping[str, TaskTally]
    penalty: float
    final: float | None
    late: timedelta
    excused: bool = False

    @property
    def automatic(self) -> float | None:
        """The points that the checks gave."""
        return _sum([task.automatic for task in self.tasks.values()])

    @property
    def by_hand(self) -> dict[str, float]:
        """The tasks whose points a TA has set or added to, with what counts there."""
        return {id: task.score or 0.0 for id, task in self.tasks.items() if task.by_hand}

    @property
    def added(self) -> float:
        """The points that TAs added to those of the checks; negative where they took some."""
        by_hand = [task for task in self.tasks.values() if task.by_hand]
        return sum((task.score or 0.0) - (task.automatic or 0.0) for task in by_hand)

    @property
    def waiting(self) -> tuple[str, ...]:
        """The tasks in which a person has to decide."""
        return tuple(id for id, task in self.tasks.items() if task.waiting)

    @property
    def earlier(self) -> tuple[str, ...]:
        """Those of them whose score or comment by hand was given for an earlier hand-in."""
        return tuple(id for id, task in self.tasks.items() if task.earlier)


def tally(
    course: Course,
    assignment: Assignment,
    student_id: str,
    automatic: Mapping[str, float | None],
    submitted_at: datetime | None,
    book: "Recorded",
) -> Tally:
    """Return what a hand-in comes to: `automatic` is what its report gives each task.

    What the gradebook holds of the student counts, late penalty included. Where it holds nothing
    yet, the penalty is worked out for a hand-in at `submitted_at`.
    """
    recorded, extension = book.scores.get(student_id), book.extension_of(student_id)
    late = (
        late_by(course.late, assignment.due, submitted_at, extension)
        if submitted_at
        else timedelta()
    )
    if recorded is None:
        total, penalty = _sum(list(automatic.values())), 0.0
        if total and submitted_at:
            penalty = late_penalty(course.late, total, assignment.due, submitted_at, extension)
        final = None if total is None else max(0.0, total - penalty)
        alone = {id: TaskTally(score, score) for id, score in automatic.items()}
        alone |= {id: TaskTally(0.0, 0.0, waiting=True) for id in _by_hand(assignment)}
        return Tally(alone, penalty, final, late, student_id in book.excused)
    tasks = {}
    for id, score in {**automatic, **dict.fromkeys(_by_hand(assignment), 0.0)}.items():
        by_hand = id in recorded.by_hand
        counts = None if score is None and not by_hand else recorded.tasks.get(id, score)
        tasks[id] = TaskTally(
            automatic=score,
            score=counts,
            by_hand=by_hand,
            waiting=id in recorded.waiting and counts is not None,
            earlier=id in recorded.earlier,
            comment=recorded.comments.get(id, ""),
        )
    withheld = any(task.score is None for task in tasks.values())
    final = None if withheld else recorded.score
    return Tally(tasks, recorded.late_penalty, final, late, student_id in book.excused)


def open_until(
    course: Course, assignment: Assignment, book: "Recorded"
) -> tuple[datetime, list[str]]:
    """Return until when, in UTC, somebody can hand in in time, and who has the last extension."""
    last = max([timedelta(), *book.extensions.values()])
    students = sorted(student for student, one in book.extensions.items() if one == last)
    until = in_time_until(course.late, assignment.due, last)
    return until, students if last else []


def _by_hand(assignment: Assignment) -> list[str]:
    return [part.id for part in assignment.by_hand if part.points]


def _sum(scores: list[float | None]) -> float | None:
    return None if None in scores else sum(score for score in scores if score is not None)
