"""Hidden checks are plain pytest: fixtures, parameters, classes and marks of their own."""

from types import SimpleNamespace

import pytest

from autograder.course import load_course
from autograder.grading.checks import PROVIDED
from autograder.grading.grader import AssignmentGrader
from autograder.grading.pytest_plugin import pytest_addoption
from autograder.model import Settings, Status
from autograder.notebooks.submissions import find
from autograder.sandbox import Sandbox

GRADER = '''
import pytest

pytestmark = pytest.mark.task("grad_call")
entered = []


@pytest.fixture
def opened(rng):
    entered.append("in")
    yield rng.initial_seed()
    entered.append("out")


@pytest.mark.points(1)
def test_direct(student, rng, devices):
    """It is asked for what is provided alone"""
    assert devices == ("cpu",)
    assert student.accuracy


@pytest.mark.points(1)
@pytest.mark.parametrize("number", [1, 2])
def test_parameters(number, reference):
    """Once for each parameter"""
    assert number < 2


@pytest.mark.points(2)
def test_fixture_of_its_own(opened):
    """Set up and torn down"""
    assert entered == ["in"]


@pytest.mark.points(2)
@pytest.mark.requires("test_fixture_of_its_own")
def test_torn_down():
    """The fixture was left"""
    assert entered.pop() == "out"
    entered.clear()


@pytest.mark.points(3)
@pytest.mark.skip(reason="not this term")
def test_skipped():
    """Skipped by pytest's own mark"""


class TestInAClass:
    @pytest.mark.points(4)
    def test_fails_by_pytest(self, rng):
        """pytest.raises did not see what it waited for"""
        with pytest.raises(ValueError):
            pass

    @pytest.mark.points(4)
    def test_breaks(self, tmp_path):
        """A mistake of ours"""
        raise KeyError("ours")


@pytest.mark.points(2)
@pytest.mark.requires("test_torn_down", "test_skipped")
def test_waits():
    """Waits for one that was skipped"""
'''


class CountedSandbox(Sandbox):
    """Knows how often a worker was started for it."""

    starts = 0

    def begin(self):
        self.starts += self._link is None
        super().begin()


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """A run over the same hand-in twice: its two reports, and the sandbox.

    Whoever grades has settings for tests of their own, which change nothing.
    """
    from folders import copy_course

    folder = copy_course(tmp_path_factory.mktemp("checks") / "course")
    (folder / "tests/graders/adaline/test_grad_call.py").write_text(GRADER)
    course = load_course(folder)
    assignment = course.assignment("adaline")
    for student in ("ada", "bob"):
        submitted = course.submitted_dir / student / "adaline" / "adaline.ipynb"
        submitted.parent.mkdir(parents=True)
        submitted.write_bytes(course.solution_notebook(assignment).read_bytes())
    found = []
    settings = Settings(figures=False)
    sandbox = CountedSandbox.for_run(course.execution.limits, settings)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTEST_ADDOPTS", "-k nothing_of_this_name")
        AssignmentGrader(course, assignment, settings, sandbox).run(
            find(course, assignment), lambda report, _: found.append(report)
        )
    return found, sandbox


@pytest.fixture
def reports(run):
    return run[0]


def statuses(report):
    return {c.name: c.status for c in report.checks if c.task == "grad_call"}


def test_every_kind_of_check_is_run(reports):
    assert statuses(reports[0]) == {
        "test_direct": Status.PASS,
        "test_parameters[1]": Status.PASS,
        "test_parameters[2]": Status.FAIL,
        "test_fixture_of_its_own": Status.PASS,
        "test_torn_down": Status.PASS,
        "test_skipped": Status.SKIPPED,
        "test_fails_by_pytest": Status.FAIL,
        "test_breaks": Status.BROKEN,
        "test_waits": Status.SKIPPED,
    }


def test_the_next_submission_meets_the_same_checks(reports):
    first, second = reports
    assert statuses(second) == statuses(first)


def test_a_check_that_breaks_for_everybody_takes_one_more_worker_not_one_each(run):
    _, sandbox = run
    assert sandbox.starts == 2


def test_what_pytest_says_of_a_failure_reaches_no_student(reports):
    failed = next(c for c in reports[0].checks if c.name == "test_fails_by_pytest")
    assert failed.message == "this does not hold"
    assert "DID NOT RAISE" in failed.evidence["assert"].upper()


def test_the_students_process_is_not_told_the_seed_of_the_problems():
    told = []
    student = SimpleNamespace(call=lambda *asked: told.append(asked[-1]))
    student.probe = student.call
    prepared, check = SimpleNamespace(student=student, seed=1), SimpleNamespace(task="t", name="n")
    for asks in ("student", "probe"):
        PROVIDED[asks](prepared, check).forward()
    assert len(told) == 2
    assert PROVIDED["rng"](prepared, check).initial_seed() not in told


def test_the_plugin_takes_no_name_from_others():
    """It is loaded by every pytest of an environment that has the package."""
    options = []
    group = SimpleNamespace(addoption=lambda *names, **_: options.extend(names))
    pytest_addoption(SimpleNamespace(getgroup=lambda _: group))
    assert options
    assert all(name.startswith("--autograder-") for name in options)
