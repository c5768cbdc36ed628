"""What an audit makes of reports: made up here, so that each finding has its own."""

from pathlib import Path

import pytest

from autograder.authoring.audit.findings import Question
from autograder.authoring.audit.judge import Judge
from autograder.authoring.audit.material import Sample
from autograder.authoring.known import KnownSubmission
from autograder.model import CheckResult, GradeReport, Status, Submission, TaskResult

ROOT = Path("/course")
FILE = ROOT / "tests/submissions/small/mistakes/one.py"
JUDGE = Judge(ROOT, "small")
PASS = ("pass", None)
NAMED, OTHER, UNNAMED = (("fail", one) for one in ("gradient-summed", "gradient-half", None))


def report(seed=0, **tasks):
    """Return a report of tasks that have each two checks of five points: (status, diagnosis)."""
    checks = tuple(
        CheckResult(
            task=task, name=f"test_{name}", title=name, status=Status(status), diagnosis=diagnosis,
            points=5.0 * (status == "pass"), max_points=5.0, message=f"{name} is wrong",
        )
        for task, results in tasks.items()
        for name, (status, diagnosis) in zip(("first", "second"), results, strict=True)
    )  # fmt: skip
    scores = {task: sum(c.points for c in checks if c.task == task) for task in tasks}
    worst = next((c.status for c in checks if c.status is not Status.PASS), Status.PASS)
    if any(check.status is Status.BROKEN for check in checks):
        worst = Status.BROKEN
    return GradeReport(
        student_id="x", assignment="small", submission_sha256="", grader_sha256="",
        engine_version="", seed=seed, device="cpu", status=worst, seconds=0.0,
        score=sum(scores.values()), max_score=10.0 * len(tasks), checks=checks,
        tasks=tuple(
            TaskResult(id=task, score=score, max_score=10.0, status=worst)
            for task, score in scores.items()
        ),
    )  # fmt: skip


def sample(question, *diagnoses, fails=("a",), score=None):
    """Return what is graded for a question; a mistake claims these diagnoses and failed tasks."""
    submission = Submission(student_id="x", assignment="small", path=FILE)
    if question in (Question.RELEASE, Question.SOLUTION):
        return Sample(question, FILE, submission)
    kind = "mistake" if question is Question.MISTAKES else "accepted"
    known = KnownSubmission("one", kind, "", diagnoses, fails, score, {}, FILE)
    return Sample(question, FILE, submission, known)


def said(sample, *reports):
    """Return the faults that are found."""
    found = JUDGE.sample(sample, reports)
    assert {one.question for one in found} <= {sample.question}
    assert {one.file for one in found} <= {"tests/submissions/small/mistakes/one.py"}
    assert all(one.remedy for one in found)
    return [one.fault for one in found]


RIGHT, WRONG = (PASS, PASS), (NAMED, ("skipped", None))
MISTAKE = sample(Question.MISTAKES, "gradient-summed")


def test_a_mistake_that_is_caught_where_it_is_and_named_is_right():
    assert said(MISTAKE, report(a=WRONG, b=RIGHT)) == []
    assert said(sample(Question.MISTAKES), report(a=(UNNAMED, PASS), b=RIGHT)) == []
    both = sample(Question.MISTAKES, "gradient-summed", "gradient-half", fails=("a", "b"))
    assert said(both, report(a=WRONG, b=(OTHER, PASS))) == []
    assert said(both, report(a=(NAMED, OTHER), b=(UNNAMED, PASS))) == [], "one of them comes first"


@pytest.mark.parametrize(
    ("claimed", "found", "faults"),
    [
        (MISTAKE, {"a": RIGHT}, ["is not caught: a gives it full marks"]),
        (
            MISTAKE,
            {"a": WRONG, "b": (UNNAMED, PASS)},
            ["loses points in b as well: b::test_first says “first is wrong”"],
        ),
        (
            sample(Question.MISTAKES, "gradient-summed", score=7.0),
            {"a": WRONG},
            ["has 10 points, not 7"],
        ),
        (
            MISTAKE,
            {"a": (OTHER, PASS)},
            ["is not diagnosed as gradient-summed but as gradient-half"],
        ),
        (
            MISTAKE,
            {"a": (UNNAMED, PASS)},
            ["is not diagnosed as gradient-summed by the first check that fails"],
        ),
        (
            MISTAKE,
            {"a": (OTHER, NAMED)},
            ["is not diagnosed as gradient-summed but as gradient-half"],
        ),
        (
            MISTAKE,
            {"a": (NAMED, OTHER)},
            ["is also diagnosed as gradient-half, which it is not"],
        ),
        (
            sample(Question.MISTAKES),
            {"a": WRONG},
            ["is also diagnosed as gradient-summed, which it is not"],
        ),
    ],
)
def test_a_mistake_that_is_not_judged_as_it_says_is_named(claimed, found, faults):
    assert said(claimed, report(**{"b": RIGHT, **found})) == faults


@pytest.mark.parametrize("question", [Question.ACCEPTED, Question.SOLUTION])
def test_what_is_right_loses_nothing(question):
    right = sample(question, fails=())
    assert said(right, report(a=RIGHT, b=RIGHT)) == []
    why = "loses points in a: a::test_first says “first is wrong” [gradient-summed]"
    assert said(right, report(a=WRONG, b=RIGHT)) == [why]


def test_a_release_has_no_point_in_any_task():
    unsolved = sample(Question.RELEASE)
    assert said(unsolved, report(a=WRONG, b=(UNNAMED, UNNAMED))) == []
    why = "scores 5 in b, unsolved as it is: b::test_second passes"
    assert said(unsolved, report(a=WRONG, b=(UNNAMED, PASS))) == [why]


@pytest.mark.parametrize("question", [Question.MISTAKES, Question.ACCEPTED, Question.RELEASE])
def test_what_could_not_be_graded_says_no_more_than_that(question):
    broken = report(a=(("broken", None), UNNAMED))
    why = "could not be graded: a::test_first: first is wrong"
    assert said(sample(question, "gradient-summed"), broken) == [why]


def test_what_two_seeds_say_alike_is_said_once():
    assert len(said(MISTAKE, report(a=RIGHT), report(1, a=RIGHT))) == 1
    assert len(said(MISTAKE, report(a=RIGHT), report(1, a=(OTHER, PASS)))) == 2


def test_a_check_that_changes_with_the_seed_is_named():
    assert JUDGE.seeds(MISTAKE, [report(a=WRONG), report(1, a=WRONG)]) == []
    (one,) = JUDGE.seeds(MISTAKE, [report(a=WRONG), report(1, a=(NAMED, PASS))])
    assert one.question is Question.SEEDS
    changed = "skipped under seed 0, pass under seed 1"
    assert one.fault == f"a::test_second is not the same under every seed: {changed}"


def test_a_check_that_no_mistake_fails_is_named():
    graders = ROOT / "tests/graders/small"
    some = [report(a=WRONG, b=RIGHT), report(a=(UNNAMED, PASS), b=(PASS, NAMED))]
    found = JUDGE.coverage(graders, some)
    assert {(one.question, one.file) for one in found} == {
        (Question.COVERAGE, "tests/graders/small")
    }
    # To wait for another check is not to fail.
    assert [one.fault for one in found] == [
        f"no known mistake fails {name}" for name in ("a::test_second", "b::test_first")
    ]
