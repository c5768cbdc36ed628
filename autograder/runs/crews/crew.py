"""What grades a class, whatever it consists of, and the loop that feeds it.

The loop holds what must be the same everywhere: a grader that dies takes nothing with it. Its
hand-in is given out once more, and reported as broken if that grader dies as well.
"""

from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from typing import Protocol

from autograder.course import Assignment, Course
from autograder.grading.reports import write_report
from autograder.grading.scoring import withheld
from autograder.model import GradeReport, Settings, Submission

_ATTEMPTS = 2


@dataclass(frozen=True)
class Job:
    """What a crew grades, and how; without `write` nothing goes to autograded/.

    A grader process sends the executed notebook back where the job says `fetch`, and ends by
    itself after `idle_seconds` without work, where nobody is certain to end it.
    """

    course: Course
    assignment: Assignment
    settings: Settings
    write: bool = True
    fetch: bool = False
    idle_seconds: float | None = None


@dataclass(frozen=True)
class Graded:
    """A hand-in with its report, which lies in autograded/ by now where the job says so."""

    submission: Submission
    report: GradeReport


@dataclass(frozen=True)
class Died:
    """A hand-in whose grader ended without an answer.

    Where it is `given_up`, it has been tried often enough.
    """

    submission: Submission
    reason: str
    given_up: bool = False


class Crew(Protocol):
    """Graders that work side by side; used by one thread."""

    job: Job

    def begin(self) -> None:
        """Start what takes long to start: there will be work."""

    def room(self) -> int:
        """Return how many more hand-ins may be given now."""

    def give(self, submission: Submission) -> None:
        """Have a hand-in graded; returns at once."""

    def next(self) -> Graded | Died:
        """Wait for one of those that were given to end.

        Raises what keeps everybody from being graded: GradersError, SandboxError, StorageError.
        """

    def dismiss(self) -> None:
        """Let graders end that have nothing to do: no more work comes. Returns at once."""

    def close(self) -> None:
        """End every grader, in the middle of a hand-in if need be; idempotent."""


def work_off(
    crew: Crew, submissions: Iterable[Submission], started: Callable[[Submission], None]
) -> Generator[tuple[Submission, GradeReport], None, None]:
    """Yield each hand-in with its report, in the order in which they are done.

    `started` is called as each is given to a grader. Closing the iterator early ends the crew;
    what was yielded stays. Raises what `Crew.next` raises.
    """
    waiting = deque(submissions)
    deaths: Counter[str] = Counter()
    left = len(waiting)
    try:
        while left:
            while waiting and crew.room():
                submission = waiting.popleft()
                started(submission)
                crew.give(submission)
            ended = crew.next()
            if isinstance(ended, Died):
                deaths[ended.submission.student_id] += 1
                if not ended.given_up and deaths[ended.submission.student_id] < _ATTEMPTS:
                    waiting.appendleft(ended.submission)
                    continue
                ended = _broken(crew.job, ended)
            left -= 1
            if not left:
                crew.dismiss()  # they end while the last report is recorded
            yield ended.submission, ended.report
    finally:
        crew.close()


def _broken(job: Job, died: Died) -> Graded:
    report = withheld(job.course, job.assignment, job.settings, died.submission, died.reason)
    if job.write:
        write_report(job.course, job.assignment, report, None)
    return Graded(died.submission, report)
