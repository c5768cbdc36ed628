"""Grader processes on this machine, side by side.

Each is trusted, collects the hidden graders once and keeps one warm sandbox. It is a session of
its own, so that Ctrl-C reaches the command alone, and the kernel ends it when the thread that
started it ends, so that nothing is left when the command is killed.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from typing import Any

from autograder.bulk.crew import Died, Graded, Job, work_off
from autograder.course import Assignment, Course
from autograder.model import GradeReport, Settings, Submission


class GraderDied(Exception):
    """A grader process ended without an answer."""


class GraderProcess:
    """One grader process, started at first use and again after it died."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._process: subprocess.Popen[bytes] | None = None
        self._answered = False
        self.pipe: Connection[Any, Any] | None = None

    def begin(self) -> None:
        """Start the process; its first hand-in then waits less."""
        if self._process is None:
            self._start()

    def send(self, submission: Submission) -> None:
        """Have a hand-in graded; returns at once, and `pipe` is readable when it ends."""
        if self._process is not None and self._process.poll() is not None:
            self._reap()
        self.begin()
        assert self.pipe is not None
        with suppress(OSError):  # it died: reading its answer tells
            self.pipe.send(submission)

    def answer(self) -> tuple[GradeReport, bytes | None]:
        """Wait for the report, and the executed notebook where the job has it fetched.

        Raises GraderDied, or what keeps the process from grading anything.
        """
        assert self.pipe is not None
        try:
            answer = self.pipe.recv()
        except (EOFError, OSError):
            raise GraderDied(self._reap()) from None
        if isinstance(answer, BaseException):
            raise answer
        self._answered = True
        report, executed = answer
        return report, executed

    def dismiss(self) -> None:
        """Let the process end by itself; one that still starts is ended."""
        if self.pipe is not None:
            if not self._answered:
                self.kill()
            self.pipe.close()

    def close(self) -> None:
        """Dismiss the process, and wait for its end."""
        self.dismiss()
        if self._process is not None:
            self._reap()

    def kill(self) -> None:
        """End the process at once; its sandbox ends with it."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def _start(self) -> None:
        self.pipe, theirs = Pipe()
        # -P: what lies in the course folder must not be imported for a package.
        command = [sys.executable, "-P", "-m", "autograder.bulk.serve"]
        with theirs:
            self._process = subprocess.Popen(
                [*command, str(theirs.fileno()), str(os.getpid())],
                stdin=subprocess.DEVNULL,
                stdout=2,  # a grader's prints must not come between the command's own lines
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        self._answered = False
        with suppress(OSError):
            self.pipe.send(self._job)

    def _reap(self) -> str:
        assert self._process is not None
        assert self.pipe is not None
        self.pipe.close()
        reason = f"a grader process ended with code {self._process.wait()}"
        self._process = self.pipe = None
        return reason


class ProcessCrew:
    """A crew of up to `jobs` grader processes; see crew.Crew."""

    def __init__(self, job: Job, jobs: int) -> None:
        self.job = job
        self._idle = [GraderProcess(job) for _ in range(jobs)]
        self._busy: dict[Connection[Any, Any], tuple[GraderProcess, Submission]] = {}

    def begin(self) -> None:
        """Start the process that is given the first hand-in."""
        self._idle[-1].begin()

    def room(self) -> int:
        """Return how many processes have nothing to do."""
        return len(self._idle)

    def give(self, submission: Submission) -> None:
        """Have a hand-in graded by an idle process, by one that is warm if there is one."""
        grader = self._idle.pop()
        grader.send(submission)
        assert grader.pipe is not None
        self._busy[grader.pipe] = grader, submission

    def next(self) -> Graded | Died:
        """Wait for the next hand-in to end."""
        (pipe, *_) = wait(list(self._busy))
        assert isinstance(pipe, Connection)
        grader, submission = self._busy.pop(pipe)
        self._idle.append(grader)
        try:
            return Graded(submission, grader.answer()[0])
        except GraderDied as death:
            return Died(submission, str(death))

    def dismiss(self) -> None:
        """Let the idle processes end."""
        for grader in self._idle:
            grader.dismiss()

    def close(self) -> None:
        """End the processes: the busy ones at once, the others after they have cleaned up."""
        for grader, _ in self._busy.values():
            grader.kill()
        self._busy.clear()
        for grader in self._idle:
            grader.close()
        self._idle.clear()


def grade_class(
    course: Course,
    assignment: Assignment,
    submissions: Sequence[Submission],
    settings: Settings,
    *,
    jobs: int,
    started: Callable[[Submission], None],
    write: bool = True,
) -> Generator[tuple[Submission, GradeReport], None, None]:
    """Yield each hand-in with its report, graded by processes on this machine; see `work_off`."""
    crew = ProcessCrew(Job(course, assignment, settings, write), jobs)
    return work_off(crew, submissions, started)
