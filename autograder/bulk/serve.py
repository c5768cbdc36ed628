"""A grader process: grades the hand-ins that come through a pipe until the pipe is closed.

    python -m autograder.bulk.serve PIPE PARENT

The first message is the Job, each further one a Submission; each answer is a GradeReport with the
executed notebook's bytes where the job wants them, or the exception that keeps this process from
grading anything.
"""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from autograder.bulk.crew import Job
from autograder.model import GradeReport, Submission
from autograder.reports import notebook_bytes, write_report
from autograder.sandbox import Sandbox

if TYPE_CHECKING:
    from nbformat import NotebookNode


def main() -> None:
    """Serve the pipe that the arguments name."""
    gc.disable()  # until everything is imported, of which nothing is garbage
    descriptor, parent = map(int, sys.argv[1:])
    _end_with(parent)
    pipe: Connection[Any, Any] = Connection(descriptor)
    job = pipe.recv()
    assert isinstance(job, Job)
    # What is imported from here on are graders: nothing is written into the course for them.
    sys.dont_write_bytecode = True
    try:
        # The sandbox warms up while this process imports torch itself.
        sandbox = Sandbox.for_run(job.course.execution.limits, job.settings)
        with suppress(OSError):  # grading says what is wrong with the release
            release = job.course.release_notebook(job.assignment)
            sandbox.expect(release.read_text(encoding="utf-8", errors="replace"))
        sandbox.begin()
        from autograder.grade import AssignmentGrader

        grader = AssignmentGrader(job.course, job.assignment, job.settings, sandbox)
        grader.run(_arriving(pipe, job), _finish(pipe, job))
    except Exception as error:
        # Nobody listens any more where the command was stopped.
        with suppress(BrokenPipeError):
            pipe.send(error)
    # The sandbox is closed. To take torch and pytest apart as well costs up to seconds.
    sys.stderr.flush()
    os._exit(0)


def _end_with(parent: int) -> None:
    """Have the kernel kill this process, and with it its sandbox, when its parent dies."""
    if sys.platform == "linux":
        from autograder.worker.linux import die_with_parent

        die_with_parent()
    if os.getppid() != parent:
        sys.exit("the process that wanted a grader is gone")


def _arriving(pipe: "Connection[Any, Any]", job: Job) -> Iterator[Submission]:
    gc.freeze()
    gc.enable()
    while pipe.poll(job.idle_seconds):
        try:
            submission = pipe.recv()
        except EOFError:
            return
        assert isinstance(submission, Submission)
        yield submission


def _finish(pipe: "Connection[Any, Any]", job: Job) -> Any:
    def finish(report: GradeReport, executed: "NotebookNode | None") -> None:
        data = notebook_bytes(executed) if job.write or job.fetch else None
        if job.write:
            write_report(job.course, job.assignment, report, data)
        pipe.send((report, data if job.fetch else None))

    return finish


if __name__ == "__main__":
    main()
