"""The pieces of `make bench`: its class, the hidden tests that the peers run, and its page."""

import itertools

import nbformat
import pytest

from autograder.known import all_known
from autograder.worker.public import NAMES
from benchmarks import measure, plan
from benchmarks.contenders.grading import Graded, at_once
from benchmarks.contenders.nbgrader import hidden_cell, source_notebook
from benchmarks.contenders.otter import task_file
from benchmarks.hand_ins import ASSIGNMENT, ClassOfStudents
from benchmarks.hidden_tests import TASKS, hidden_tests
from benchmarks.measure import CommandFailed, Measured
from benchmarks.report import page, write
from benchmarks.results import Machine, Results, Run, load, store
from benchmarks.sizes import DEFAULT, SMALL
from benchmarks.stages import REST, STAGES, Stopwatch

MACHINE = Machine(cores=2, memory_gb=8, system="Linux", python="3.11", packages={"torch": "2"})
FROM_PUBLIC = "from autograder.public import check"


@pytest.fixture(scope="module")
def students():
    return ClassOfStudents()


def cells(notebook):
    """The code of a notebook by grade_id, without what draws or only shows something."""
    found = {
        cell.metadata.get("nbgrader", {}).get("grade_id", ""): cell.source
        for cell in notebook.cells
        if cell.cell_type == "code"
    }
    shown = ("given_training", "given_agreement", "given_plots", "given_observe_")
    return {name: code for name, code in found.items() if not name.startswith(shown)}


def run_as_nbgrader(students, answers):
    """The tasks whose check cell, hidden tests included, raises; as nbgrader would run it."""
    path = students.course.root / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    source = source_notebook(nbformat.read(path, as_version=4))
    namespace, failed = {name: lambda *_, **__: None for name in NAMES}, []
    for name, code in cells(source).items():
        code = answers.get(name, code).replace(FROM_PUBLIC, "")
        try:
            exec(compile(code, name, "exec"), namespace)
        except Exception:
            failed.append(name)
    return failed


def test_the_class_is_the_same_each_time_and_no_two_hand_ins_are(students):
    first = list(students.hand_ins(40))
    again = list(ClassOfStudents().hand_ins(20))
    assert first[:20] == again
    assert first[0].content == again[0].content
    assert len({hand_in.content for hand_in in first}) == len(first)
    wrong = [hand_in for hand_in in first if hand_in.mistakes]
    assert 10 <= len(wrong) <= 30
    for hand_in in first[:10]:
        nbformat.validate(nbformat.reads(hand_in.content.decode(), as_version=4))


def test_the_peers_tests_hold_for_the_solution(students):
    assert run_as_nbgrader(students, {}) == []


@pytest.mark.parametrize(
    ("name", "fails"),
    [
        ("gradient_summed", "manual_gradient"),
        ("grad_call_sign", "grad_call"),
        ("no_zero_grad", "backward_loop"),
        ("not_zero_initialised", "linear_model"),
    ],
)
def test_a_mistake_costs_its_cell_and_no_other(students, name, fails):
    known = all_known(students.course, students.course.assignment(ASSIGNMENT))
    (mistake,) = [hand_in for hand_in in known if hand_in.name == name]
    assert run_as_nbgrader(students, mistake.cells) == [f"check_{fails}"]


@pytest.mark.parametrize("task", TASKS)
def test_both_peers_get_every_hidden_test(task):
    names = hidden_tests(task).names
    assert len(names) >= 5
    cell = hidden_cell("check()", task)
    head, hidden = cell.split("### BEGIN HIDDEN TESTS")
    assert head == "check()\n"
    file = task_file(task)
    compile(file, task, "exec")
    for name in names:
        assert f"{name}(globals())" in hidden
        assert f"hidden=True)({name})" in file


def test_stages_that_lie_in_each_other_add_up():
    watch = Stopwatch()
    with watch.stage("outer"), watch.stage("inner"):
        pass
    watch.reset()
    with watch.stage("outer"):
        with watch.stage("inner"):
            sum(range(100_000))
        inner = watch.spent["inner"]
    assert set(watch.spent) == {"outer", "inner", REST}
    assert watch.spent["inner"] == inner > watch.spent["outer"] > 0


@pytest.mark.parametrize("sizes", [SMALL, DEFAULT])
def test_every_contender_grades_the_same_first_hand_ins(sizes):
    planned = plan.steps(sizes)
    assert {step.contender for step in planned} == {
        plan.FLOOR, plan.NBGRADER, plan.NBGRADER_TWICE, plan.OTTER, plan.OTTER_TWICE,
        plan.OURS, plan.OURS_ALONE,
    }  # fmt: skip
    counts = [planned.count(step) for step in planned if step.contender == plan.OURS]
    assert set(counts) == {sizes.rounds}
    assert sizes.peers in sizes.classes


class Tool:
    """Grades nothing: gives what is right 100 points and what is wrong 70, and fails once."""

    failed = False

    def grade(self, work, hand_ins, *, limit):
        assert not list(work.iterdir())
        if not Tool.failed:
            Tool.failed = True
            raise CommandFailed("a bad moment")
        stopped = limit == SMALL.patience
        scores = {h.student: None if stopped else 70.0 if h.mistakes else 100.0 for h in hand_ins}
        return Graded(Measured(0.5 * len(hand_ins), 10.0, 20.0, stopped, ""), scores)


def test_a_run_goes_through_its_plan_and_its_numbers_can_be_stored(monkeypatch, tmp_path):
    monkeypatch.setattr(plan, "_CONTENDERS", {name: Tool() for name in plan._CONTENDERS})
    monkeypatch.setattr(plan, "_one_pass", lambda *_: dict.fromkeys(STAGES, 0.01))
    monkeypatch.setattr(plan, "this_machine", lambda: MACHINE)
    said = []
    results = plan.carry_out(SMALL, said.append)
    assert [line for line in said if "once more, since a bad moment" in line]
    for run, step in zip(results.classes, plan.steps(SMALL), strict=True):
        assert (run.contender, run.hand_ins) == (step.contender, step.hand_ins)
        assert run.caught == run.wrong
        assert run.full == run.hand_ins - run.wrong
    assert [run.score for run in results.endless] == [70.0, 70.0, None]
    store(results, tmp_path / "kept" / "results.json")
    assert load(tmp_path / "kept" / "results.json") == results
    assert "times the throughput" in page(results)


def test_a_command_is_measured_or_fails_with_what_it_said(tmp_path):
    measured = measure.run(at_once(["sleep 5", "sleep 5"]), cwd=tmp_path, limit=0.6)
    assert measured.stopped
    assert measured.all_mb > 0
    with pytest.raises(CommandFailed, match="code 3:\nwhy"):
        measure.run(at_once(["echo why; exit 3", "true"]), cwd=tmp_path)


def test_the_page_says_what_the_numbers_say(tmp_path):
    seconds = {plan.NBGRADER: 40.0, plan.OTTER: 60.0, plan.OURS: 2.0, plan.OURS_ALONE: 3.0}
    steps = dict.fromkeys(plan.steps(DEFAULT))
    runs = [
        Run(
            contender=step.contender,
            hand_ins=step.hand_ins,
            seconds=seconds.get(step.contender, 10.0) + 0.1 * step.hand_ins,
            command_mb=90.0,
            all_mb=900.0,
            wrong=5,
            caught=5,
            full=5,
        )
        for step in steps
    ]
    one = {"hand_ins": 1, "command_mb": 1.0, "all_mb": 1.0}
    endless = (
        Run(contender=plan.OURS, seconds=20.0, score=70.0, **one),
        Run(contender=plan.OTTER, seconds=61.0, stopped=True, **one),
    )
    results = Results(
        date="2026-01-01",
        machine=MACHINE,
        rounds=2,
        patience=60.0,
        classes=tuple(runs),
        endless=endless,
        stages=(dict(zip(STAGES, itertools.repeat(0.01))),),
    )
    write(results, tmp_path)
    text = (tmp_path / "benchmarks.md").read_text()
    # 4.1 s beside 52 s for 500
    assert "39 times the throughput of `nbgrader autograde`" in text
    assert "100 ms for each hand-in" in text
    assert "| 70 of 100 |" in text
    assert "it has no time limit in this form" in text
    assert text.count("| 10.0 | 8 % |") == len(STAGES)
    assert (tmp_path / "benchmarks.png").stat().st_size > 20_000
