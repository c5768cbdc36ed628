"""A crew of Dask workers, wherever they run: see crew.Crew.

Graders and hand-ins travel as bytes named by their digest, and reports come back here to the one
writer. Only a few hand-ins for each thread of the cluster are under way at a time. A worker that
dies costs a retry: Dask gives its hand-ins to others. This module and `remote` alone import
dask.distributed, which is an optional part of the installation.
"""

import json
import logging
import queue
import threading
import time
import uuid
from collections import deque
from pathlib import Path
from typing import Any

from distributed import Client, Future, KilledWorker

from autograder.errors import ClusterError, GradersError, UnreadableError
from autograder.grading.fingerprint import deciding, engine, grader_sha256
from autograder.grading.reports import write_report
from autograder.model import GradeReport, Submission
from autograder.notebooks.submissions import read
from autograder.runs.crews import remote
from autograder.runs.crews.bundle import name_of, pack
from autograder.runs.crews.crew import Died, Graded, Job

_CONNECT_SECONDS = 30.0
_END_SECONDS = 15.0
_LOOK_SECONDS = 2.0
_AHEAD = 2  # hand-ins under way for each thread: one in work, one on its way
_LEAST = 4  # with no worker at all, so that a cluster that scales sees that there is work

_SAME_ENGINE = (
    "install the same version of this package and of its packages on every worker"
    " (constraints.txt), and start the workers again"
)


class DaskCrew:
    """The workers of the cluster whose scheduler is at `address`, a URL or a scheduler file."""

    def __init__(self, job: Job, address: str) -> None:
        self.job = job
        self._run = uuid.uuid4().hex
        self._client: Client | None = _connect(address)
        self._address = address
        bundle = pack(job.course, job.assignment)
        self._bundle_name = name_of(bundle)
        self._bundle = self._client.submit(
            remote.carry, bundle, key=f"autograder-{self._bundle_name}", pure=False
        )
        self._grader_sha256 = grader_sha256(deciding(job.course, job.assignment))
        self._under_way: dict[str, tuple[Future, Submission]] = {}
        self._not_sent: deque[Died] = deque()
        self._done: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._threads, self._looked = 0, float("-inf")

    def threads(self) -> int:
        """Return how many hand-ins the cluster can grade at once, as it is now."""
        if time.monotonic() - self._looked > _LOOK_SECONDS:
            self._threads = sum(self._connected().nthreads().values())
            self._looked = time.monotonic()
        return self._threads

    def begin(self) -> None:
        """Do nothing: the workers start their graders with their first hand-in."""

    def room(self) -> int:
        """Return how many more hand-ins may be under way."""
        return max(0, max(_LEAST, _AHEAD * self.threads()) - len(self._under_way))

    def give(self, submission: Submission) -> None:
        """Send a hand-in to whichever worker is free next."""
        try:
            notebook, submission = read(submission)
        except UnreadableError as error:
            self._not_sent.append(Died(submission, error.fault, given_up=True))
            return
        future = self._connected().submit(
            remote.grade,
            self._order(submission, notebook),
            self._bundle,
            notebook,
            key=f"autograder-{self._run}-{uuid.uuid4().hex}",
            pure=False,
        )
        self._under_way[future.key] = future, submission
        future.add_done_callback(lambda future: self._done.put(future.key))

    def next(self) -> Graded | Died:
        """Wait for a hand-in to come back, and write its report."""
        if self._not_sent:
            return self._not_sent.popleft()
        while True:
            try:
                future, submission = self._under_way.pop(self._done.get(timeout=_LOOK_SECONDS))
                break
            except queue.Empty:
                self._connected()
        if future.status == "cancelled":
            raise ClusterError(*_lost(self._address))
        if future.status == "error":
            return _failed(submission, future.exception())
        try:
            answer, executed = future.result()
            return self._came_back(submission, json.loads(answer), executed)
        except (ValueError, TypeError, KeyError) as error:  # pydantic's are ValueErrors
            said = f"{type(error).__name__}: {str(error)[:200]}"
            return Died(submission, f"a Dask worker's answer cannot be used: {said}")

    def dismiss(self) -> None:
        """Leave the workers' graders to `close`: others may use the same threads."""

    def close(self) -> None:
        """Call back what is under way, and end this run's graders on the workers."""
        client, self._client = self._client, None
        if client is None:
            return
        under_way = [future for future, _ in self._under_way.values()]
        self._under_way.clear()
        # A cluster in trouble must not keep anybody here.
        ending = threading.Thread(target=_end, args=(client, under_way, self._run), daemon=True)
        ending.start()
        ending.join(_END_SECONDS)

    def _connected(self) -> Client:
        if self._client is None or self._client.status != "running":
            raise ClusterError(*_lost(self._address))
        return self._client

    def _order(self, submission: Submission, notebook: bytes | None) -> bytes:
        order = {
            "run": self._run,
            "bundle": self._bundle_name,
            "grader_sha256": self._grader_sha256,
            "settings": self.job.settings.model_dump(mode="json"),
            "submission": submission.model_dump(mode="json", exclude={"path"}) | {"path": None},
            "notebook": None if notebook is None else name_of(notebook),
        }
        return json.dumps(order).encode()

    def _came_back(
        self, submission: Submission, answer: dict[str, Any], executed: bytes | None
    ) -> Graded | Died:
        if answer["end"] == "died":
            return Died(submission, answer["reason"])
        if answer["end"] == "refused":
            raise _other_engine(answer["host"], answer["engine"])
        if answer["end"] == "error":
            kind = GradersError if answer["graders"] else ClusterError
            raise kind(answer["fault"], remedy=answer["remedy"])
        report = GradeReport.model_validate(answer["report"])
        self._check(report, executed, submission)
        if self.job.write:
            write_report(self.job.course, self.job.assignment, report, executed)
        return Graded(submission, report)

    def _check(self, report: GradeReport, executed: object, submission: Submission) -> None:
        """Raise ValueError unless this report is about what was sent; files are named after it."""
        settings, assignment = self.job.settings, self.job.assignment
        expected = {
            "student_id": submission.student_id,
            "assignment": assignment.id,
            "submission_sha256": submission.sha256,
            "grader_sha256": self._grader_sha256,
            "seed": settings.seed,
            "device": settings.device,
            "isolation": settings.isolation,
        }
        for name, value in expected.items():
            if getattr(report, name) != value:
                raise ValueError(f"`{name}` is not that of the hand-in that was sent")
        if [task.id for task in report.tasks] != [task.id for task in assignment.tasks]:
            raise ValueError(f"its tasks are not those of {assignment.id}")
        if not isinstance(executed, bytes | None):
            raise TypeError("the executed notebook is no bytes")


def _connect(address: str) -> Client:
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # we say ourselves what is wrong
    where = {"address": address} if "://" in address else {"scheduler_file": address}
    if "://" not in address and not Path(address).is_file():
        raise ClusterError(
            f"{address} is neither the address of a Dask scheduler nor a scheduler file",
            remedy="give tcp://HOST:PORT, or the file of `dask scheduler --scheduler-file FILE`",
        )
    try:
        return Client(**where, timeout=_CONNECT_SECONDS, set_as_default=False, name="autograder")
    except (OSError, TimeoutError, ValueError) as error:
        raise ClusterError(
            f"no Dask scheduler answers at {address}: {error}",
            remedy="start one with `dask scheduler`, see that this machine may reach it, and give"
            " the address that it prints",
        ) from None


def _end(client: Client, under_way: list[Future], run: str) -> None:
    try:
        client.cancel(under_way, force=True)
        client.run(remote.stop, run, on_error="ignore")
    finally:
        client.close(timeout=1)


def _failed(submission: Submission, error: BaseException | None) -> Died:
    """Say what became of a hand-in that a worker could not answer for."""
    if isinstance(error, ImportError):
        raise ClusterError(f"the Dask workers lack a package: {error}", remedy=_SAME_ENGINE)
    if isinstance(error, KilledWorker):
        # Dask itself has given it to one worker after the other.
        return Died(submission, f"the Dask workers that graded it died: {error}", given_up=True)
    return Died(submission, f"a Dask worker failed: {type(error).__name__}: {error}")


def _other_engine(host: str, theirs: dict[str, str]) -> ClusterError:
    ours = engine()
    differing = [
        f"{name} is {theirs.get(name, 'missing')} there and {ours[name]} here"
        for name in ours
        if theirs.get(name) != ours[name]
    ]
    said = "; ".join(differing) or "the graders read differently there"
    return ClusterError(
        f"the Dask worker on {host} would grade otherwise: {said}", remedy=_SAME_ENGINE
    )


def _lost(address: str) -> tuple[str]:
    return (
        f"the Dask scheduler at {address} is gone; what was graded is kept, and the same command"
        " goes on from there",
    )
