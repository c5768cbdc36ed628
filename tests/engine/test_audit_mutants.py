"""What an audit says of mutants and of where the diagnosis is blind, by made-up reports."""

from pathlib import Path

import nbformat
import pytest
from preparing import COURSE, solution
from students import cell_of

from autograder.authoring.audit.grading import Unit, grade_units
from autograder.authoring.audit.judge import blind
from autograder.authoring.audit.mutated import Base, Candidate
from autograder.authoring.audit.surviving import Herd, no_base, right_ones
from autograder.authoring.mutants import Mutant, Survivor
from autograder.authoring.patch import parse
from autograder.diagnoses.blind import unnamed
from autograder.model import CheckResult, GradeReport, Status, Submission, TaskResult

ROOT = Path("/course")
SOURCE = "a = f(x)\nb = g(x)"
MUTANTS = {
    "left_out": Mutant("statement left out", "b = g(x)"),
    "exchanged": Mutant("statements exchanged", "b = g(x)\na = f(x)"),
    "forgotten": Mutant("f left out", "a = x\nb = g(x)"),
    "other": Mutant("f left out", "a = f(x)\nb = x"),
}


def base(task="loop"):
    submission = Submission(student_id=f"{task}-solution", assignment="week", path=None)
    return Base(task, ROOT / "solutions/week/week.ipynb", SOURCE, submission)


def herd(reports, written=()):
    """Return mutants of one solution with their reports, each one report or several."""
    of = base()
    candidates = [
        Candidate(of, MUTANTS[name], Submission(student_id=name, assignment="week", path=None))
        for name in reports
    ]
    each = {name: one if isinstance(one, list) else [one] for name, one in reports.items()}
    return Herd("week", ["loop", "module"], candidates, each, written)


def check(status=Status.PASS, diagnosis=None, task="loop", **more):
    points = more.pop("points", 10.0 * (status is Status.PASS))
    return CheckResult(
        **{"task": task, "name": "test_values", "title": "Its values are right"},
        **{"status": status, "points": points, "max_points": 10.0, "diagnosis": diagnosis, **more},
    )


def report(*checks):
    tasks = [
        TaskResult(
            id=task,
            score=sum(one.points for one in checks if one.task == task),
            max_score=sum(one.max_points for one in checks if one.task == task),
            status=Status.PASS,
        )
        for task in dict.fromkeys(one.task for one in checks)
    ]
    return GradeReport.model_construct(tasks=tuple(tasks), checks=checks)


PASSED = report(check())
NAMED = report(check(Status.FAIL, "gradient-sign"))
BLIND = report(check(Status.FAIL, message="it is wrong"))


def written(diff):
    return Survivor("loop", "Nobody sees the order.", parse(diff, Path("s.toml"), 1), diff, 7)


EXCHANGED = written("- a = f(x)\n  b = g(x)\n+ a = f(x)")


def numbers(found):
    (row,) = found.rows()
    return row.mutants, row.lost, row.named, row.right, row.survived


def test_mutants_are_counted_by_what_came_of_them():
    found = herd({"left_out": NAMED, "forgotten": BLIND, "exchanged": PASSED, "other": PASSED})
    assert numbers(found) == (4, 2, 1, 0, 2)
    found = herd({"left_out": NAMED, "exchanged": PASSED}, [EXCHANGED])
    assert numbers(found) == (2, 1, 1, 1, 0)


def test_a_survivor_is_shown_as_a_diff_of_its_cell():
    (survivor,) = herd({"left_out": BLIND, "forgotten": PASSED}).survivors(ROOT)
    assert survivor.diff == "- a = f(x)\n+ a = x"
    assert survivor.file == "solutions/week/week.ipynb"
    assert (survivor.task, survivor.operator) == ("loop", "f left out")
    assert herd({"exchanged": PASSED}, [EXCHANGED]).survivors(ROOT) == []


def test_one_seed_under_which_it_keeps_its_points_is_enough_to_survive():
    assert numbers(herd({"forgotten": [NAMED, PASSED]})) == (1, 0, 0, 0, 1)


def test_what_is_written_down_must_be_a_mutant_and_keep_its_points():
    assert list(herd({"exchanged": PASSED}, [EXCHANGED]).findings("s.toml")) == []
    (lost,) = herd({"exchanged": NAMED}, [EXCHANGED]).findings("s.toml")
    assert str(lost).startswith("s.toml: line 7: what is right in loop fails loop::test_values")
    (stale,) = herd({"forgotten": NAMED}, [EXCHANGED]).findings("s.toml")
    assert "line 7: no mutant of loop changes this any more" in str(stale)


def test_a_mutants_own_task_says_whether_it_is_named():
    follows = report(check(), check(Status.FAIL, "graph-cut", task="module"))
    both = report(check(Status.FAIL), check(Status.FAIL, "graph-cut", task="module"))
    assert numbers(herd({"left_out": follows})) == (1, 1, 1, 0, 0)
    assert numbers(herd({"left_out": both})) == (1, 1, 0, 0, 0)


def test_where_the_diagnosis_is_blind_is_said_by_task_the_most_frequent_first():
    found = herd({"left_out": NAMED, "forgotten": BLIND, "other": BLIND, "exchanged": PASSED})
    (spot,) = found.blind()
    assert (spot.task, spot.says, spot.count) == ("loop", "it is wrong", 2)
    assert spot.examples == ("f left out: a = x", "f left out: b = x")
    of = [("a", check(task="module")), ("b", check()), ("c", check(message="Other")),
          ("d", check(message="Other"))]  # fmt: skip
    spots = [(one.task, one.says, one.count) for one in blind("week", ["loop", "module"], of)]
    title = "Its values are right"
    assert spots == [("loop", "Other", 2), ("loop", title, 1), ("module", title, 1)]


@pytest.mark.parametrize(
    ("checks", "first"),
    [
        ([check()], None),
        ([check(Status.FAIL, "gradient-sign")], None),
        ([check(Status.SKIPPED), check(Status.ERROR)], 1),
        ([check(Status.FAIL), check(Status.FAIL, "graph-cut")], None),
        ([check(), check(Status.FAIL, task="module")], None),
        ([check(Status.FAIL, points=10.0)], None),
    ],
)
def test_points_are_lost_without_a_name_where_no_failed_check_has_one(checks, first):
    assert unnamed(report(*checks), "loop") == (None if first is None else checks[first])
    assert unnamed(report(*checks), "no_such_task") is None


def test_what_is_mutated_must_be_right_itself():
    assert list(no_base(base(), [PASSED], ROOT)) == []
    (found,) = no_base(base(), [PASSED, BLIND], ROOT)
    assert "loses points itself in loop" in found.fault


def test_what_is_written_down_is_known_before_anything_is_graded():
    of = base()
    mutants = [
        Candidate(of, MUTANTS[name], Submission(student_id=name, assignment="week", path=None))
        for name in ("left_out", "exchanged")
    ]
    assert right_ones(mutants, [EXCHANGED]) == {"exchanged": EXCHANGED}
    assert right_ones(mutants, []) == {}


def test_where_a_mutant_loses_points_in_its_own_task_the_others_are_not_asked(tmp_path):
    """One that keeps them is asked everything: it may break what another task needs."""
    wrong = solution()
    cell_of(wrong, "grad_call").source += "\nnegative_gradients = None"
    path = tmp_path / "wrong.ipynb"
    nbformat.write(wrong, path)
    submissions = [
        Submission(student_id=focus or "all", assignment="adaline", path=path, focus=focus)
        for focus in ("", "grad_call", "linear_model", "manual_gradient")
    ]
    unit = Unit(COURSE, "adaline", 0, submissions)
    (reports,) = grade_units([unit], devices=("cpu",), jobs=1, finished=lambda _: None)
    scores = {name: [task.score for task in found.tasks] for name, found in reports.items()}
    assert scores["all"] == scores["linear_model"] == [30, 0, 30, 20]
    assert scores["manual_gradient"] == scores["all"], "it is asked with a cell further down"
    assert scores["grad_call"] == [0, 0, 0, 0]
    asked = {check.task for check in reports["grad_call"].checks if check.status != Status.SKIPPED}
    assert asked == {"grad_call"}
