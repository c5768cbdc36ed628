"""A few known hand-ins of each week under its hidden checks: each mistake is caught and named.

Asked and judged as in an audit, but in this process and without the cells that only show something:
all weeks take no longer than one would in the sandbox. Some are there in test_graders_known.py; all
known hand-ins of all weeks are in test_audit.py.
"""

from dataclasses import replace
from functools import cache

import pytest
from kit_trials import Probe, hidden_faults
from known_set import COURSE, WEEKS, known_submissions, quick
from test_public_known import ENDLESS, namespace, solved

from autograder.authoring.audit.findings import Question
from autograder.authoring.audit.judge import Judge
from autograder.authoring.audit.material import Sample
from autograder.authoring.known import build
from autograder.errors import StudentRaised
from autograder.grading.verdict import judge
from autograder.kit.definition import load_definition, load_module
from autograder.kit.hidden import Grader
from autograder.model import CheckResult, GradeReport, Status, Submission, TaskResult
from autograder.notebooks import code_cells
from autograder.public.guard import unchanged
from autograder.public.place import CODE
from autograder.worker.faults import describe

QUESTIONS = {"mistake": Question.MISTAKES, "accepted": Question.ACCEPTED}
# What only a pytest function beside the kit's checks takes points for: the audit asks that.
BESIDE = {"linear_few_samples", "manual_starts_elsewhere", "other_defaults"}
FEW = [
    pytest.param(week, known, id=f"{week}-{known.kind}-{known.name}")
    for week in WEEKS
    for known in known_submissions(week)
    if quick(week, known) and known.name not in ENDLESS | BESIDE
]


@cache
def graders(week):
    """Return each task of a week with its hidden side."""
    tasks = load_definition(COURSE.source_notebook(WEEKS[week]).parent / CODE)
    folder = COURSE.graders_dir(WEEKS[week])
    found = [one for path in folder.glob("test_*.py") for one in vars(load_module(path)).values()]
    hidden = {one.task: one for one in found if isinstance(one, Grader)}
    return [(name, task, hidden[name]) for name, task in tasks.items()]


class Placed(Probe):
    """Says in which cell the code raised, as the worker does, and what stands there."""

    sources: dict  # by cell

    def _ask(self, *asked):
        try:
            return super()._ask(*asked)
        except StudentRaised as fault:
            told = describe(fault.__cause__)
            if told["cell"]:
                fault.where = f"cell {told['cell']}, line {told['line']}"
                fault.source = self.sources[told["cell"]]
            raise


def results(week, known):
    """Yield the result of each hidden check on a known hand-in."""
    names = namespace(week, known)
    cells = {cell.grade_id: cell.source for cell in code_cells(build(known, solved(week)))}
    probe = type("Placed", (Placed,), {"sources": cells})
    for name, task, grader in graders(week):
        with unchanged(names):
            faults = hidden_faults(task, grader, names, seed=1, probe=probe)
        for check in (one for one in task.checks if one.points is not None):
            status, told = Status.PASS, {}
            if check.name in faults:
                status = Status.SKIPPED
                if (fault := faults[check.name]) is not None:
                    verdict = judge(fault, None)
                    status = verdict.status
                    told = {"message": verdict.message, "diagnosis": verdict.diagnosis}
            points = check.points * (status is Status.PASS)
            yield CheckResult(
                task=name, name=check.name, title=check.title, status=status, points=points,
                max_points=check.points, **told,
            )  # fmt: skip


def report(week, known):
    """Return what a hand-in is given by the checks of the kit."""
    checks = tuple(results(week, known))
    worst = Status.FAIL if any(c.points != c.max_points for c in checks) else Status.PASS
    tasks = tuple(
        TaskResult(
            id=task.id,
            score=sum(c.points for c in checks if c.task == task.id),
            max_score=sum(c.max_points for c in checks if c.task == task.id),
            status=worst,
        )
        for task in WEEKS[week].tasks
    )
    return GradeReport(
        student_id=known.name, assignment=week, submission_sha256="", grader_sha256="",
        engine_version="", seed=0, device="cpu", status=worst, checks=checks, tasks=tasks,
        score=sum(t.score for t in tasks), max_score=sum(t.max_score for t in tasks), seconds=0.0,
    )  # fmt: skip


@pytest.mark.parametrize(("week", "known"), FEW)
def test_what_is_wrong_is_caught_and_named_and_what_is_right_loses_nothing(week, known):
    submission = Submission(student_id=known.name, assignment=week, path=known.path)
    # Points for checks beside the kit's are not counted here.
    sample = Sample(QUESTIONS[known.kind], known.path, submission, replace(known, score=None))
    assert Judge(COURSE.root, week).sample(sample, [report(week, known)]) == []
