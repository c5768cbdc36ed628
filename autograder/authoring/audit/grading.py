"""Grades the material of an audit side by side, and writes nothing.

A unit of work is hand-ins of an assignment under one seed. Each unit has grader processes of its
own, as a class has, so that the results of two seeds come of two runs.
"""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from autograder.course import Course
from autograder.errors import UsageError
from autograder.model import GradeReport, Settings, Submission
from autograder.runs.crews import grade_class

# The reports of one unit by the hand-in's id, or what kept its grading from beginning.
Outcome: TypeAlias = dict[str, GradeReport] | UsageError


@dataclass(frozen=True)
class Unit:
    """Hand-ins of one assignment, under one seed and the limits of this course."""

    course: Course
    assignment: str
    seed: int
    submissions: Sequence[Submission]


def grade_units(
    units: Sequence[Unit],
    *,
    devices: tuple[str, ...],
    jobs: int,
    finished: Callable[[GradeReport], None],
) -> list[Outcome]:
    """Return the outcome of each unit.

    The largest begin first, so that no job is without work at the end. Each has about its share of
    the jobs, one at least. `finished` is called, in some thread, with each report. Raises
    SandboxError where no sandbox is to be had.
    """
    total = sum(len(unit.submissions) for unit in units)
    free = threading.Semaphore(jobs)
    stop = threading.Event()
    running: dict[int, Future[Outcome]] = {}
    with ThreadPoolExecutor(max_workers=jobs) as threads:
        try:
            for place in sorted(range(len(units)), key=lambda n: -len(units[n].submissions)):
                unit = units[place]
                share = max(1, round(jobs * len(unit.submissions) / max(1, total)))
                for _ in range(share):
                    free.acquire()
                if any(one.done() and one.exception() for one in running.values()):
                    break
                begun = threads.submit(_grade_unit, unit, devices, share, stop, finished)
                begun.add_done_callback(partial(_release, free, share))
                running[place] = begun
            outcomes = {place: one.result() for place, one in running.items()}
            return [outcomes[place] for place in range(len(units))]
        finally:
            # After Ctrl-C, or a sandbox that cannot start, nobody waits for the rest.
            stop.set()
            threads.shutdown(wait=False, cancel_futures=True)


def reports_of(outcomes: Sequence[Outcome]) -> list[dict[str, GradeReport]]:
    """Return the reports of each outcome; raise the UsageError that kept one from beginning."""
    runs = []
    for outcome in outcomes:
        if not isinstance(outcome, dict):
            raise outcome
        runs.append(outcome)
    return runs


def _grade_unit(
    unit: Unit,
    devices: tuple[str, ...],
    jobs: int,
    stop: threading.Event,
    finished: Callable[[GradeReport], None],
) -> Outcome:
    settings = Settings(devices=devices, seed=unit.seed, figures=False)
    reports: dict[str, GradeReport] = {}
    running = grade_class(
        unit.course,
        unit.course.assignment(unit.assignment),
        unit.submissions,
        settings,
        jobs=jobs,
        started=_ignore,
        write=False,
    )
    try:
        with closing(running):
            for _, report in running:
                reports[report.student_id] = report
                finished(report)
                if stop.is_set():
                    break
    except UsageError as error:
        return error
    return reports


def _release(jobs: threading.Semaphore, number: int, _: Future[Outcome]) -> None:
    jobs.release(number)


def _ignore(_: Submission) -> None:
    """Take no note of what is begun."""
