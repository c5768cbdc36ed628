"""A class, graded by several grader processes side by side.

Each grader process is trusted, collects the hidden graders once and keeps one warm sandbox. A
thread of the parent feeds it one hand-in at a time. A grader process that dies takes nothing with
it: its hand-in is given once more to a new process, and reported as broken if that dies as well.
"""

import multiprocessing
import queue
import signal
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from nbformat import NotebookNode

from autograder.course import Assignment, Course, load_course
from autograder.grade import AssignmentGrader, Settings
from autograder.model import GradeReport, Submission
from autograder.reports import write_report

_ATTEMPTS = 2


class _Died(Exception):
    """A grader process ended without an answer."""


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
    """Yield each hand-in with its report, in the order in which they are done.

    Reports and executed notebooks are in autograded/ by then, unless `write` is False.
    `started` is called, in some thread, as each is taken up. Closing the iterator early ends the
    processes; what was yielded stays. Raises GradersError or SandboxError where grading cannot
    begin at all.
    """
    waiting: queue.SimpleQueue[Submission] = queue.SimpleQueue()
    for submission in submissions:
        waiting.put(submission)
    done: queue.SimpleQueue[tuple[Submission, GradeReport] | BaseException] = queue.SimpleQueue()
    feeders = [
        _Feeder(_GraderProcess(course, assignment, settings, write), waiting, done, started)
        for _ in range(min(jobs, len(submissions)))
    ]
    try:
        for feeder in feeders:
            feeder.start()
        for _ in submissions:
            answer = done.get()
            if isinstance(answer, BaseException):
                raise answer
            yield answer
    finally:
        for feeder in feeders:
            feeder.stop()


class _Feeder(threading.Thread):
    """Feeds one grader process with hand-ins until none waits."""

    def __init__(
        self,
        grader: "_GraderProcess",
        waiting: "queue.SimpleQueue[Submission]",
        done: "queue.SimpleQueue[tuple[Submission, GradeReport] | BaseException]",
        started: Callable[[Submission], None],
    ) -> None:
        super().__init__(daemon=True)
        self._grader = grader
        self._waiting = waiting
        self._done = done
        self._started_hook = started
        self._stopping = False

    def run(self) -> None:
        try:
            while not self._stopping:
                submission = self._waiting.get_nowait()
                self._started_hook(submission)
                self._done.put((submission, self._grade(submission)))
        except queue.Empty:
            pass
        except BaseException as error:
            if not self._stopping:
                self._done.put(error)
        finally:
            self._grader.close()

    def _grade(self, submission: Submission) -> GradeReport:
        for _ in range(_ATTEMPTS):
            try:
                return self._grader.grade(submission)
            except _Died as death:
                if self._stopping:
                    raise
                reason = str(death)
        return self._grader.broken(submission, reason)

    def stop(self) -> None:
        """End the process, in the middle of a hand-in if need be."""
        self._stopping = True
        self._grader.kill()
        if self.ident is not None:
            self.join()


class _GraderProcess:
    """One grader process, started at first use and again after it died."""

    def __init__(
        self, course: Course, assignment: Assignment, settings: Settings, write: bool
    ) -> None:
        self._course = course
        self._assignment = assignment
        self._settings = settings
        self._write = write
        self._process: multiprocessing.context.SpawnProcess | None = None
        self._pipe: Connection | None = None

    def grade(self, submission: Submission) -> GradeReport:
        """Grade one hand-in; raises _Died, or what kept the process from grading anything."""
        if self._pipe is None:
            self._start()
        assert self._pipe is not None
        try:
            self._pipe.send(submission)
            answer = self._pipe.recv()
        except (EOFError, OSError):
            reason = self._reap()
            raise _Died(reason) from None
        if isinstance(answer, BaseException):
            raise answer
        assert isinstance(answer, GradeReport)
        return answer

    def broken(self, submission: Submission, reason: str) -> GradeReport:
        """Return the report of a hand-in whose graders died."""
        grader = AssignmentGrader(self._course, self._assignment, self._settings)
        report = grader.broken(submission, reason)
        if self._write:
            write_report(self._course, self._assignment, report, None)
        return report

    def close(self) -> None:
        """Let the process end by itself, and wait for it."""
        if self._pipe is not None:
            self._pipe.close()
            self._reap()

    def kill(self) -> None:
        """End the process at once; its sandbox ends with it."""
        if self._process is not None:
            self._process.terminate()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve,
            args=(self._course.root, self._assignment.id, self._settings, self._write, theirs),
            daemon=True,
        )
        self._process.start()
        theirs.close()

    def _reap(self) -> str:
        assert self._process is not None
        self._process.join()
        reason = f"a grader process ended with code {self._process.exitcode}"
        self._process = self._pipe = None
        return reason


def _serve(
    root: Path, assignment_id: str, settings: Settings, write: bool, pipe: Connection
) -> None:
    """Grade what comes through `pipe` until the parent closes it (runs in the grader process)."""
    # Ctrl-C is the parent's to handle: it ends this process, and reports stay whole.
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def arriving() -> Iterator[Submission]:
        while True:
            try:
                yield pipe.recv()
            except EOFError:
                return

    def finish(report: GradeReport, executed: NotebookNode | None) -> None:
        if write:
            write_report(course, assignment, report, executed)
        pipe.send(report)

    try:
        course = load_course(root)
        assignment = course.assignment(assignment_id)
        AssignmentGrader(course, assignment, settings).run(arriving(), finish)
    except Exception as error:
        pipe.send(error)
