"""The pieces of `make bench`: its class, the hidden tests that the peers run, and its page."""

import itertools
import json
from dataclasses import replace

import nbformat
import pytest

from autograder.authoring.known import all_known, sources
from autograder.notebooks import read_notebook
from autograder.worker.public import NAMES
from benchmarks import __main__ as command
from benchmarks import measure, plan, results
from benchmarks.contenders.grading import Graded, at_once
from benchmarks.contenders.nbgrader import hidden_cell, source_notebook
from benchmarks.contenders.otter import task_file
from benchmarks.hidden_tests import TASKS, hidden_tests
from benchmarks.measure import CommandFailed, Measured
from benchmarks.report import page, write
from benchmarks.report.required import required
from benchmarks.results import Machine, NoResults, Results, Run, Timings, load, store
from benchmarks.sizes import DEFAULT, SMALL
from benchmarks.stages import REST, STAGES, Stopwatch
from benchmarks.submissions import ASSIGNMENT, ClassOfStudents
from benchmarks.timings import in_turns, time_in_turns

MACHINE = Machine(cores=2, memory_gb=8, system="Linux", python="3.11", packages={"torch": "2"})
TIMINGS = Timings(
    libraries=(4.0, 2.0, 3.0),
    torch=(1.0, 2.0, 1.5),
    fresh=(3.6, 3.3, 9.0),
    again=(3.0,),
    check=(3.9, 3.9),
    submissions=10,
    one_job=(8.0, 10.0, 9.0),
    two_jobs=(7.2, 7.2, 7.2),
)
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


def test_the_class_is_the_same_each_time_and_no_two_submissions_are(students):
    first = list(students.submissions(40))
    again = list(ClassOfStudents().submissions(20))
    assert first[:20] == again
    assert first[0].content == again[0].content
    assert len({submission.content for submission in first}) == len(first)
    wrong = [submission for submission in first if submission.mistakes]
    assert 10 <= len(wrong) <= 30
    for submission in first[:10]:
        nbformat.validate(nbformat.reads(submission.content.decode(), as_version=4))


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
    assignment = students.course.assignment(ASSIGNMENT)
    known = all_known(students.course, assignment)
    (mistake,) = [submission for submission in known if submission.name == name]
    solved = read_notebook(students.course.solution_notebook(assignment))
    assert run_as_nbgrader(students, sources(mistake, solved)) == [f"check_{fails}"]


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
def test_every_contender_grades_the_same_first_submissions(sizes):
    planned = plan.steps(sizes)
    assert {step.contender for step in planned} == {
        plan.FLOOR, plan.NBGRADER, plan.NBGRADER_TWICE, plan.OTTER, plan.OTTER_TWICE,
        plan.OURS, plan.OURS_ALONE, plan.NBGRADER_SMALL, plan.OURS_SMALL,
    }  # fmt: skip
    counts = [planned.count(step) for step in planned if step.contender == plan.OURS]
    assert set(counts) == {sizes.rounds}
    assert sizes.peers in sizes.classes


@pytest.mark.parametrize("sizes", [SMALL, DEFAULT])
def test_nbgrader_grades_each_small_class_right_beside_ours(sizes):
    planned = plan.steps(sizes)
    for size in sizes.small:
        ours = [n for n, step in enumerate(planned) if step == plan.Step(plan.OURS_SMALL, size)]
        peer = [n for n, step in enumerate(planned) if step == plan.Step(plan.NBGRADER_SMALL, size)]
        assert len(ours) == sizes.rounds
        assert {abs(a - b) for a, b in zip(ours, peer, strict=True)} == {1}


class Tool:
    """Grades nothing: gives what is right 100 points and what is wrong 70, and fails once."""

    failed = False

    def grade(self, work, submissions, *, limit):
        assert not list(work.iterdir())
        if not Tool.failed:
            Tool.failed = True
            raise CommandFailed("a bad moment")
        stopped = limit == SMALL.patience
        scores = {
            h.student: None if stopped else 70.0 if h.mistakes else 100.0 for h in submissions
        }
        return Graded(Measured(0.5 * len(submissions), 10.0, 20.0, stopped, ""), scores)


def test_a_run_goes_through_its_plan_and_its_numbers_can_be_stored(monkeypatch, tmp_path):
    monkeypatch.setattr(plan, "_CONTENDERS", {name: Tool() for name in plan._CONTENDERS})
    monkeypatch.setattr(plan, "_one_pass", lambda *_: dict.fromkeys(STAGES, 0.01))
    monkeypatch.setattr(plan, "time_in_turns", lambda *_: TIMINGS)
    monkeypatch.setattr(plan, "this_machine", lambda: MACHINE)
    said = []
    found = plan.carry_out(SMALL, said.append)
    assert [line for line in said if "once more, since a bad moment" in line]
    for run, step in zip(found.classes, plan.steps(SMALL), strict=True):
        assert (run.contender, run.submissions) == (step.contender, step.submissions)
        assert run.caught == run.wrong
        assert run.full == run.submissions - run.wrong
    assert [run.score for run in found.endless] == [70.0, 70.0, None]
    store(found, tmp_path / "kept" / "results.json")
    assert load(tmp_path / "kept" / "results.json") == found
    assert "times the throughput" in page(found)


def test_a_command_is_measured_or_fails_with_what_it_said(tmp_path):
    measured = measure.run(at_once(["sleep 5", "sleep 5"]), cwd=tmp_path, limit=0.6)
    assert measured.stopped
    assert measured.all_mb > 0
    with pytest.raises(CommandFailed, match="code 3:\nwhy"):
        measure.run(at_once(["echo why; exit 3", "true"]), cwd=tmp_path)


def test_a_command_whose_memory_nobody_looks_at_is_stopped_too(tmp_path):
    late = measure.run(
        at_once(["sleep 30; echo 1 > woke", "sleep 30"]), cwd=tmp_path, limit=0.3, memory=False
    )
    assert late.stopped
    assert late.seconds < 20
    quick = measure.run(["true"], cwd=tmp_path, memory=False)
    assert (quick.stopped, quick.command_mb, quick.all_mb) == (False, 0.0, 0.0)
    with pytest.raises(CommandFailed, match="code 3:\nwhy"):
        measure.run(["sh", "-c", "echo why; exit 3"], cwd=tmp_path, memory=False)


def test_timers_take_turns_forth_and_back_and_one_bad_moment_is_forgiven():
    called, said, bad_moments = [], [], iter([False, False, True, False])

    def timer(name, seconds):
        def timed():
            called.append(name)
            if name == "b" and next(bad_moments):
                raise CommandFailed("a bad moment")
            return seconds

        return timed

    timers = {"a": timer("a", 1.0), "b": timer("b", 2.0004), "c": timer("c", 3.0)}
    assert in_turns(timers, 3, said.append) == {"a": (1.0,) * 3, "b": (2.0,) * 3, "c": (3.0,) * 3}
    assert "".join(called) == "abc" + "cba" + "abbc"
    assert [line for line in said if "b once more, since a bad moment" in line]
    bad_moments = iter([True, True])
    with pytest.raises(CommandFailed):
        in_turns(timers, 1, said.append)


def pretend_to_grade(runs):
    """A stand-in for `measure.run` that notes every command, and grades with full marks."""

    def run(command, *, cwd, memory=True, **_):
        words = [str(word).rsplit("/")[-1] for word in command]
        runs.append((words, (cwd / "gradebook.db").exists(), memory))
        if "grade" in words:
            (cwd / "gradebook.db").touch()
            for folder in (cwd / "submitted").glob(f"*/{ASSIGNMENT}"):
                report = cwd / "autograded" / folder.relative_to(cwd / "submitted") / "report.json"
                report.parent.mkdir(parents=True, exist_ok=True)
                report.write_text(json.dumps({"score": 100.0}))
        return Measured(1.5, 0.0, 0.0, False, "")

    return run


def test_one_submission_is_graded_alone_and_again_and_checked(monkeypatch, students):
    runs = []
    monkeypatch.setattr(measure, "run", pretend_to_grade(runs))
    few = list(students.submissions(SMALL.peers))
    timings = time_in_turns(SMALL, few, students.solved(), lambda _: None)
    assert timings.fresh == timings.check == (1.5,) * SMALL.times
    assert timings.two_jobs == (1.5,) * SMALL.pairs
    grade = ["autograder", "grade", ASSIGNMENT]
    for words, had_gradebook, count in (
        ([*grade, "solved"], False, SMALL.times),
        ([*grade, "solved", "--force"], True, SMALL.times),
        ([*grade, "--jobs", "1"], False, SMALL.pairs),
        ([*grade, "--jobs", "2"], False, SMALL.pairs),
        (["autograder", "check", f"{ASSIGNMENT}.ipynb"], False, SMALL.times + 1),  # one to warm up
    ):
        assert [run for run in runs if run[0] == words] == [(words, had_gradebook, False)] * count
    small = plan._CONTENDERS[plan.OURS_SMALL]
    with measure.scratch() as work:
        small.grade(work, few, limit=1.0)
    assert runs[-1] == (grade, False, False)
    assert not work.exists()


def made_up(seconds, timings=TIMINGS, last=None):
    """Results in which each contender takes so many seconds, and 0.1 s for each hand-in."""
    runs = [
        Run(
            contender=step.contender,
            submissions=step.submissions,
            seconds=seconds.get(step.contender, 10.0) + 0.1 * step.submissions,
            command_mb=90.0,
            all_mb=900.0,
            wrong=5,
            caught=5,
            full=5,
        )
        for step in plan.steps(replace(DEFAULT, last=last))
    ]
    one = {"submissions": 1, "command_mb": 1.0, "all_mb": 1.0}
    endless = (
        Run(contender=plan.OURS, seconds=20.0, score=70.0, **one),
        Run(contender=plan.OTTER, seconds=61.0, stopped=True, **one),
    )
    return Results(
        date="2026-01-01",
        machine=MACHINE,
        rounds=2,
        patience=60.0,
        classes=tuple(runs),
        timings=timings,
        endless=endless,
        stages=(dict(zip(STAGES, itertools.repeat(0.01))),),
    )


SECONDS = {
    plan.NBGRADER: 40.0, plan.OTTER: 60.0, plan.OURS: 2.0, plan.OURS_ALONE: 3.0,
    plan.NBGRADER_SMALL: 10.8, plan.OURS_SMALL: 1.2,
}  # fmt: skip


def test_the_page_says_what_the_numbers_say(tmp_path):
    write(made_up(SECONDS), tmp_path)
    text = (tmp_path / "benchmarks.md").read_text()
    # 4.1 s beside 52 s for 500
    assert "39 times the throughput of `nbgrader autograde`" in text
    assert "100 ms for each hand-in" in text
    assert "| 70 of 100 |" in text
    assert "it has no time limit in this form" in text
    assert text.count("| 10.0 | 8 % |") == len(STAGES)
    assert (tmp_path / "benchmarks.png").stat().st_size > 20_000


def test_the_page_has_small_classes_beside_nbgrader():
    text = page(made_up(SECONDS, last=5000))
    # 1.3 s beside 10.9 s, and 2.4 s beside 12 s
    assert "| 1 | as it comes | 1.3 | 1.3 – 1.3 | 10.9 | 10.9 – 10.9 | 0.12 |" in text
    assert "One hand-in takes 1/8.4 of what nbgrader takes for it." in text
    assert "**A class of 12 takes 1/5.0 of what nbgrader takes for it.**" in text
    assert "| 10 | two | 3.0 | 3.0 – 3.0 | 41.0 | 41.0 – 41.0 | 0.07 |" in text
    assert "| 500 | two | 52.0 | 52.0 – 52.0 | – | – | – |" in text
    assert "| 5000 | two |" not in text


def test_the_page_has_one_submission_beside_the_yardstick_and_one_job_beside_two():
    text = page(made_up(SECONDS))
    assert 'IPython"` | 3 | 3.00 | 2.00 – 4.00 | 1.00 |' in text
    assert '"import torch"` | 3 | 1.50 | 1.00 – 2.00 | 0.50 |' in text
    assert "fresh course folder | 3 | 3.60 | 3.30 – 9.00 | 1.20 |" in text
    assert "check NOTEBOOK` | 2 | 3.90 | 3.90 – 3.90 | 1.30 |" in text
    assert "`--jobs 2` | 3 | 7.20 | 7.20 – 7.20 | 0.80 |" in text


def test_what_is_asked_for_is_met_or_not_by_the_numbers():
    found = required(made_up({**SECONDS, plan.OURS_SMALL: 1.1}))
    assert [f"{one.ratio:.3f}" for one in found] == ["0.192", "1.200", "1.000", "1.300", "0.800"]
    assert [one.met for one in found] == [True, True, True, False, True]
    # 2.4 s beside 12 s is a fifth, whatever the last bits say
    assert required(made_up(SECONDS))[0].met
    as_fast = TIMINGS.model_copy(update={"two_jobs": TIMINGS.one_job, "check": TIMINGS.libraries})
    results = made_up({**SECONDS, plan.OURS_SMALL: 1.3}, as_fast)
    assert [one.met for one in required(results)] == [False, True, True, True, False]
    text = page(results)
    assert "| a class of 12, beside `nbgrader autograde` | 0.208 | at most 0.2 | **no** |" in text
    assert "| 10 hand-ins, two jobs beside one job | 1.000 | below 1 | **no** |" in text
    assert "beside the yardstick | 1.200 | at most 1.25 | yes |" in text


def test_results_from_before_are_refused_in_a_sentence(monkeypatch, tmp_path, capsys):
    with pytest.raises(NoResults, match="measure first"):
        load(tmp_path / "results.json")
    old = made_up(SECONDS).model_dump(mode="json", exclude={"timings"})
    (tmp_path / "results.json").write_text(json.dumps(old))
    with pytest.raises(NoResults, match="another version of this benchmark: measure anew"):
        load(tmp_path / "results.json")
    monkeypatch.setattr(results, "load", lambda: load(tmp_path / "results.json"))
    assert command.render() == 3
    assert capsys.readouterr().out.startswith("error: ")
