"""What runs in a Dask worker: a warm grader process for each of its threads.

A Dask worker is trusted as the grader process is: it holds hidden graders and runs no student
code. What comes and goes are bytes and JSON; a hand-in's bytes are never unpickled, by Dask
neither, since they are a plain `bytes` in our own message. Nothing is written to the course
folder: reports travel back to the one writer.
"""

import json
import shutil
import socket
import tempfile
import threading
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from distributed import get_worker

from autograder.course import Course
from autograder.errors import AutograderError, GradersError
from autograder.grading.fingerprint import deciding, engine, grader_sha256
from autograder.model import Settings, Submission
from autograder.runs.crews.bundle import name_of, unpack
from autograder.runs.crews.crew import Job
from autograder.runs.crews.processes import GraderDied, GraderProcess
from autograder.sandbox.share import Share, shares

# Whoever sent a hand-in may be gone for good: a warm grader holds half a gigabyte.
_IDLE_SECONDS = 120.0

Answer = tuple[bytes, bytes | None]
"""A JSON object whose `end` says how it ended, and the executed notebook where there is one."""


@dataclass
class _Seat:
    """The grader process of one thread, and for which run and which content it is."""

    run: str = ""
    content: str = ""
    grader: GraderProcess | None = None
    share: Share | None = None


_lock = threading.Lock()
_seats: dict[int, _Seat] = {}
_courses: dict[str, Course] = {}


def carry(data: bytes) -> bytes:
    """Return `data`: as a task of its own it reaches each worker once."""
    return data


def grade(order: bytes, bundle: bytes, notebook: bytes | None) -> Answer:
    """Grade one hand-in; `order` is JSON as `cluster` makes it, `notebook` the hand-in's bytes."""
    asked = json.loads(order)
    try:
        course = _course(asked["bundle"], bundle)
        assignment = course.assignments[0]
        if asked["grader_sha256"] != grader_sha256(deciding(course, assignment)):
            return _answer("refused", host=socket.gethostname(), engine=engine()), None
        settings = Settings.model_validate(asked["settings"])
        job = Job(course, assignment, settings, False, True, _IDLE_SECONDS)
        seat = _seat(asked["run"], asked["bundle"] + settings.model_dump_json(), job)
        return _graded(seat, asked, notebook)
    except AutograderError as error:
        where = f"the Dask worker on {socket.gethostname()}: {error.fault}"
        ours = isinstance(error, GradersError)
        return _answer("error", fault=where, remedy=error.remedy, graders=ours), None


def stop(run: str) -> None:
    """End the grader processes of a run, in the middle of a hand-in if need be."""
    with _lock:
        seats = [seat for seat in _seats.values() if seat.run == run]
    for seat in seats:
        if seat.grader is not None:
            seat.grader.kill()


def _graded(seat: _Seat, asked: dict[str, Any], notebook: bytes | None) -> Answer:
    assert seat.grader is not None
    folder = Path(tempfile.mkdtemp(prefix="hand-in-", dir=_cache()))
    try:
        submission = Submission.model_validate(asked["submission"])
        if notebook is not None:
            if name_of(notebook) != asked["notebook"]:
                return _answer("died", reason="the hand-in's bytes were damaged on the way"), None
            path = folder / "notebook.ipynb"
            path.write_bytes(notebook)
            submission = submission.model_copy(update={"path": path})
        seat.grader.send(submission)
        report, executed = seat.grader.answer()
    except GraderDied as death:
        return _answer("died", reason=f"{death} on {socket.gethostname()}"), None
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return _answer("graded", report=report.model_dump(mode="json")), executed


def _answer(end: str, **more: object) -> bytes:
    return json.dumps({"end": end, **more}).encode()


def _seat(run: str, content: str, job: Job) -> _Seat:
    """Return this thread's seat, its grader for this content; what it had for other ends."""
    with _lock:
        seat = _seats.setdefault(threading.get_ident(), _Seat())
        if seat.share is None:
            seat.share = _share_of(len(_seats) - 1)
    seat.run = run
    if seat.content != content:
        if seat.grader is not None:
            seat.grader.close()
        seat.content, seat.grader = content, GraderProcess(job, seat.share)
    return seat


@cache
def _shares() -> list[Share]:
    return shares(get_worker().state.nthreads)


def _share_of(seat: int) -> Share:
    """Return what the grader of one of this worker's threads may use of the machine."""
    return _shares()[seat % len(_shares())]


def _course(name: str, bundle: bytes) -> Course:
    """Return the course of a bundle, unpacked once in each worker."""
    with _lock:
        if name not in _courses:
            if name_of(bundle) != name:
                raise AutograderError("the graders' bytes were damaged on the way")
            folder = _cache() / name
            shutil.rmtree(folder, ignore_errors=True)
            _courses[name] = unpack(bundle, folder)
        return _courses[name]


def _cache() -> Path:
    """Return this worker's private folder; Dask takes it away with the worker's own."""
    folder = Path(get_worker().local_directory) / "autograder"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
