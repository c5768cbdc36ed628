"""Grades the material of an audit under several seeds, side by side, and writes nothing.

One unit of work is an assignment under one seed. Each unit has grader processes of its own, as a
class has, so that the results of two seeds come of two runs.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TypeAlias

from autograder.course import Assignment, Course
from autograder.errors import UsageError
from autograder.model import GradeReport, Settings, Submission
from autograder.runs.crews import grade_class

# The reports of one unit by the hand-in's id, or what kept its grading from beginning.
Outcome: TypeAlias = dict[str, GradeReport] | UsageError


def grade_material(
    course: Course,
    material: Mapping[str, Sequence[Submission]],
    *,
    devices: tuple[str, ...],
    seeds: Sequence[int],
    jobs: int,
    finished: Callable[[GradeReport], None],
) -> dict[tuple[str, int], Outcome]:
    """Return the outcome for each assignment id of `material` and each seed.

    `finished` is called, in some thread, with each report. Raises SandboxError where no sandbox
    is to be had.
    """
    units = [(name, seed) for name in material for seed in seeds]
    if not units:
        return {}
    stop = threading.Event()

    def grade(unit: tuple[str, int]) -> Outcome:
        name, seed = unit
        settings = Settings(devices=devices, seed=seed, figures=False)
        beside = max(1, jobs // len(units))
        return _grade_unit(
            course, course.assignment(name), material[name], settings, beside, stop, finished
        )

    with ThreadPoolExecutor(max_workers=min(jobs, len(units))) as threads:
        try:
            return dict(zip(units, threads.map(grade, units), strict=True))
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
    course: Course,
    assignment: Assignment,
    submissions: Sequence[Submission],
    settings: Settings,
    jobs: int,
    stop: threading.Event,
    finished: Callable[[GradeReport], None],
) -> Outcome:
    reports: dict[str, GradeReport] = {}
    running = grade_class(
        course, assignment, submissions, settings, jobs=jobs, started=_ignore, write=False
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


def _ignore(_: Submission) -> None:
    """Take no note of what is begun."""
