"""A grader process: grades the hand-ins that come through a pipe until the pipe is closed.

    python -m autograder.runs.crews.serve PARENT TURNS PIPE[:CORE]... [SIBLING_PIPE[:CORE]...]...

TURNS is the descriptor of the file that `share.Turns` locks, -1 for none; the hand-ins of a pipe
run on its cores, or anywhere.

The first message is the Job, each further one a Submission; each answer is a GradeReport with the
executed notebook's bytes where the job wants them, or the exception that keeps this process from
grading anything.

For each further pipe a sibling is forked once torch is imported and the hidden graders are
collected, before anything is computed: threads of OpenMP would not be there in the sibling. It is
given to PARENT as its child, tells its number, and starts a sandbox when a hand-in comes.
"""

import gc
import os
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from autograder.grading.reports import notebook_bytes, write_report
from autograder.model import GradeReport, Submission
from autograder.runs.crews.crew import Job
from autograder.sandbox import Sandbox
from autograder.sandbox.share import Turns

if TYPE_CHECKING:
    from autograder.notebooks.node import NotebookNode

    _Served = tuple["Connection[Any, Any]", frozenset[int]]  # a pipe, and cores for its hand-ins


def main() -> None:
    """Serve the pipes that the arguments name."""
    gc.disable()  # until everything is imported, of which nothing is garbage
    parent, turns = map(int, sys.argv[1:3])
    _end_with(parent)
    seat = _Seat(parent, [_served(word) for word in sys.argv[3:]])
    # What is imported from here on are graders: nothing is written into the course for them.
    sys.dont_write_bytecode = True
    try:
        # The sandbox warms up while this process imports torch itself.
        seat.sandbox.begin()
        from autograder.grading.grader import AssignmentGrader

        job = seat.job
        grader = AssignmentGrader(
            job.course,
            job.assignment,
            job.settings,
            seat.sandbox,
            turns=Turns(None if turns < 0 else turns),
        )
        grader.run(seat.arriving(), seat.finish, collected=seat.fork_siblings)
    except Exception as error:
        seat.fail(error)
    # The sandbox is closed. To take torch and pytest apart as well costs up to seconds.
    sys.stderr.flush()
    os._exit(0)


def _served(word: str) -> "_Served":
    descriptor, *cores = map(int, word.split(":"))
    return Connection(descriptor), frozenset(cores)


class _Seat:
    """The pipe and the sandbox of this process; in a sibling, those of the sibling."""

    def __init__(self, parent: int, served: "list[_Served]") -> None:
        self._parent = parent
        (self._pipe, cores), *self._further = served
        job = self._pipe.recv()
        assert isinstance(job, Job)
        self.job = job
        self.sandbox = Sandbox.for_run(job.course.execution.limits, job.settings)
        self.sandbox.cores = cores
        with suppress(OSError):  # grading says what is wrong with the release
            release = job.course.release_notebook(job.assignment)
            self.sandbox.expect(release.read_text(encoding="utf-8", errors="replace"))

    def fork_siblings(self) -> None:
        """Fork a process for each further pipe; returns in each of them.

        The caller must have no threads that a sibling would need.
        """
        gc.freeze()  # what is collected would be copied for each
        while self._further:
            pipe, cores = self._further.pop()
            if _fork_for(self._parent):
                self._become(pipe, cores)
                return
            pipe.close()

    def _become(self, pipe: "Connection[Any, Any]", cores: frozenset[int]) -> None:
        for other in (self._pipe, *(further for further, _ in self._further)):
            other.close()
        self._pipe, self._further = pipe, []
        self.sandbox.cores = cores
        try:
            pipe.send(os.getpid())
            pipe.poll(None)
        except OSError:  # the command was stopped
            os._exit(0)
        self.sandbox.forked()

    def arriving(self) -> Iterator[Submission]:
        """Yield what is to be graded."""
        gc.freeze()
        gc.enable()
        while self._pipe.poll(self.job.idle_seconds):
            try:
                submission = self._pipe.recv()
            except EOFError:
                return
            assert isinstance(submission, Submission)
            yield submission

    def finish(self, report: GradeReport, executed: "NotebookNode | None") -> None:
        """Write what came of a hand-in where the job says so, and answer with it."""
        job = self.job
        data = notebook_bytes(executed) if job.write or job.fetch else None
        if job.write:
            write_report(job.course, job.assignment, report, data)
        self._pipe.send((report, data if job.fetch else None))

    def fail(self, error: Exception) -> None:
        """Answer with what keeps this process, and siblings that it has not forked, from work."""
        for pipe in (self._pipe, *(further for further, _ in self._further)):
            with suppress(BrokenPipeError):  # nobody listens where the command was stopped
                pipe.send(error)


def _fork_for(parent: int) -> bool:
    """Fork a child of the process `parent`, and return whether this is it.

    It is forked twice: a child whose own parent ends at once goes to the next ancestor that adopts.
    """
    middle = os.fork()
    if middle:
        os.waitpid(middle, 0)
        return False
    middle = os.getpid()
    if os.fork():
        os._exit(0)
    while os.getppid() == middle:
        time.sleep(0.001)
    os.setsid()
    _end_with(parent)
    return True


def _end_with(parent: int) -> None:
    """Have the kernel kill this process, and with it its sandbox, when its parent dies."""
    if sys.platform == "linux":
        from autograder.worker.linux import die_with_parent

        die_with_parent()
    if os.getppid() != parent:
        sys.stderr.flush()
        os._exit(1)  # whoever wanted a grader is gone


if __name__ == "__main__":
    main()
