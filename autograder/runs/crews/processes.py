"""Grader processes on this machine, side by side.

Each is trusted, has the hidden graders collected and keeps one warm sandbox. It is a session of
its own, so that Ctrl-C reaches the command alone, and the kernel ends it when the thread that
started it ends, so that nothing is left when the command is killed.

The first imports torch and collects the graders, which takes as long as grading four hand-ins;
the others are forked from it there, where they can be (see `serve`), and become children of this
process like the first. So each starts, ends and dies by itself.
"""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from typing import Any

from autograder.course import Assignment, Course
from autograder.model import GradeReport, Isolation, Settings, Submission
from autograder.runs.crews.crew import Died, Graded, Job, work_off
from autograder.sandbox.share import Share, shares


class GraderDied(Exception):
    """A grader process ended without an answer."""


class _Adopted:
    """A child of this process that another one has started; as much of a Popen as is needed."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._status: int | None = None

    def poll(self) -> int | None:
        return self._ask(os.WNOHANG)

    def wait(self) -> int:
        status = self._ask(0)
        assert status is not None
        return status

    def kill(self) -> None:
        if self.poll() is None:  # until it is asked for, its number belongs to nobody else
            os.kill(self._pid, signal.SIGKILL)

    def _ask(self, how: int) -> int | None:
        if self._status is None:
            pid, status = os.waitpid(self._pid, how)
            if pid:
                self._status = os.waitstatus_to_exitcode(status)
        return self._status


class GraderProcess:
    """One grader process, started at first use and again after it died."""

    def __init__(self, job: Job, share: Share | None = None) -> None:
        self._job = job
        self._share = share or Share()
        self._process: subprocess.Popen[bytes] | _Adopted | None = None
        self._answered = False
        self.pipe: Connection[Any, Any] | None = None

    def begin(self, siblings: Sequence["GraderProcess"] = ()) -> None:
        """Start the process, so that its first hand-in waits less, and have it fork `siblings`."""
        if self.pipe is None:
            self._start(siblings)

    def send(self, submission: Submission) -> None:
        """Have a hand-in graded; returns at once, and `pipe` is readable when it ends."""
        if self._process is not None and self._process.poll() is not None:
            self._reap()
        self.begin()
        assert self.pipe is not None
        with suppress(OSError):  # it died: reading its answer tells
            self.pipe.send(submission)

    def introduced(self) -> bool:
        """Tell whether what the pipe has to say was who answers there, and no answer yet."""
        return self._process is None and isinstance(self._receive(), int)

    def answer(self) -> tuple[GradeReport, bytes | None]:
        """Wait for the report, and the executed notebook where the job has it fetched.

        Raises GraderDied, or what keeps the process from grading anything.
        """
        answer = self._receive()
        self._answered = True
        report, executed = answer
        return report, executed

    def _receive(self) -> Any:
        assert self.pipe is not None
        try:
            message = self.pipe.recv()
        except (EOFError, OSError):
            raise GraderDied(self._reap()) from None
        if isinstance(message, BaseException):
            raise message
        if isinstance(message, int):
            self._process = _Adopted(message)
        return message

    def dismiss(self) -> None:
        """Let the process end by itself; one that still starts is ended."""
        if self.pipe is not None:
            if not self._answered:
                self.kill()
            self.pipe.close()

    def close(self) -> None:
        """Dismiss the process, and wait for its end."""
        self.dismiss()
        if self.pipe is not None:
            self._reap()

    def kill(self) -> None:
        """End the process at once; its sandbox ends with it."""
        if self._process is None and self.pipe is not None and self.pipe.poll():
            with suppress(Exception):  # whatever it says, it is about to end
                self._receive()
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def _start(self, siblings: Sequence["GraderProcess"]) -> None:
        with ExitStack() as theirs:
            ends = [theirs.enter_context(one._connect()) for one in (self, *siblings)]
            descriptors = [end.fileno() for end in ends]
            cores = [one._share.cores for one in (self, *siblings)]
            turns = -1 if self._share.turns is None else self._share.turns
            # -P: what lies in the course folder must not be imported for a package.
            command = [sys.executable, "-P", "-m", "autograder.runs.crews.serve", str(os.getpid())]
            self._process = subprocess.Popen(
                [*command, str(turns), *map(_seat, descriptors, cores)],
                stdin=subprocess.DEVNULL,
                stdout=2,  # a grader's prints must not come between the command's own lines
                pass_fds=[*descriptors, *([] if turns < 0 else [turns])],
                start_new_session=True,
            )
        assert self.pipe is not None
        with suppress(OSError):
            self.pipe.send(self._job)

    def _connect(self) -> "Connection[Any, Any]":
        """Return the other end of the pipe to a process that is to come."""
        self.pipe, theirs = Pipe()
        self._answered = False
        return theirs

    def _reap(self) -> str:
        assert self.pipe is not None
        self.pipe.close()
        reason = "a grader process did not start"
        if self._process is not None:
            reason = f"a grader process ended with code {self._process.wait()}"
        self._process = self.pipe = None
        return reason


def _seat(descriptor: int, cores: frozenset[int]) -> str:
    """Return a pipe, and the cores of who serves it, as `serve` reads them."""
    return ":".join([str(descriptor), *map(str, sorted(cores))])


class ProcessCrew:
    """A crew of up to `jobs` grader processes; see crew.Crew."""

    def __init__(self, job: Job, jobs: int) -> None:
        self.job = job
        parts = shares(jobs)
        self._turns = parts[0].turns
        self._idle = [GraderProcess(job, part) for part in parts]
        self._busy: dict[Connection[Any, Any], tuple[GraderProcess, Submission]] = {}
        self._begun = False
        self._adopts = ExitStack()

    def begin(self) -> None:
        """Start the process that is given the first hand-in, and have it fork the others."""
        if self._begun:
            return
        self._begun = True
        *others, first = self._idle
        if not _can_fork(self.job):
            others = []
        if others:
            self._adopts.enter_context(_adopting())
        first.begin(others)

    def room(self) -> int:
        """Return how many processes have nothing to do."""
        return len(self._idle)

    def give(self, submission: Submission) -> None:
        """Have a hand-in graded by an idle process, by one that is warm if there is one."""
        self.begin()
        grader = self._idle.pop()
        grader.send(submission)
        assert grader.pipe is not None
        self._busy[grader.pipe] = grader, submission

    def next(self) -> Graded | Died:
        """Wait for the next hand-in to end."""
        while True:
            (pipe, *_) = wait(list(self._busy))
            assert isinstance(pipe, Connection)
            grader, submission = self._busy[pipe]
            try:
                if grader.introduced():
                    continue
                ended: Graded | Died = Graded(submission, grader.answer()[0])
            except GraderDied as death:
                ended = Died(submission, str(death))
            del self._busy[pipe]
            self._idle.append(grader)
            return ended

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
        self._adopts.close()
        if self._turns is not None:
            os.close(self._turns)
            self._turns = None


_adopters = 0
_adopters_lock = threading.Lock()


@contextmanager
def _adopting() -> Iterator[None]:
    """Have this process adopt orphans while any crew in it may get some."""
    from autograder.worker.linux import adopt_orphans

    _count_adopters(1, adopt_orphans)
    try:
        yield
    finally:
        _count_adopters(-1, adopt_orphans)


def _count_adopters(more: int, adopt: Callable[[bool], None]) -> None:
    global _adopters
    with _adopters_lock:
        _adopters += more
        adopt(_adopters > 0)


def _can_fork(job: Job) -> bool:
    """Say whether a process that has imported torch and begun a sandbox can be forked.

    Not where it talks to a GPU, or by threads to a container. Only Linux has orphans adopted.
    """
    settings = job.settings
    plain = settings.devices == ("cpu",) and settings.isolation is Isolation.BUBBLEWRAP
    return plain and sys.platform == "linux"


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
