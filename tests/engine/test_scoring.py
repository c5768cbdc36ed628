"""What a named mistake leaves of its task: course.yml's `credit`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from known_set import COURSE

from autograder.course import load_course
from autograder.errors import CourseError
from autograder.grading.fingerprint import deciding
from autograder.grading.scoring import scored
from autograder.model import CheckResult, Settings, Status, Submission

HALF = {"gradient-half": 60.0, "gradient-sign": 50.0, "no-zero-grad": 0.0}


def check(status, points, diagnosis=None, task="manual_gradient"):
    return CheckResult(
        task=task,
        name=f"test_{points}",
        title="A check",
        status=status,
        points=points if status is Status.PASS else 0.0,
        max_points=points,
        diagnosis=diagnosis,
    )


@pytest.fixture(scope="module")
def task_of():
    """Return the result of week 4's first task from its checks; the other tasks pass."""
    course = COURSE.model_copy(update={"credit": HALF})
    assignment = course.assignment("adaline")
    others = [
        check(Status.PASS, task.points, task=task.id)
        for task in assignment.tasks
        if task.id != "manual_gradient"
    ]
    submission = Submission(student_id="ada", assignment="adaline", path=None)

    def result(*checks):
        results = [*checks, *others]
        report = scored(
            course, assignment, {}, Settings(), submission, results, problems=[], seconds=0.0
        )
        task = report.tasks[0]
        assert report.score == (None if task.score is None else 70 + task.score)
        return task

    return result


PASSED, SKIPPED = check(Status.PASS, 5), check(Status.SKIPPED, 11)
HALVED = check(Status.FAIL, 14, "gradient-half")
UPHILL = check(Status.FAIL, 11, "gradient-sign")


def test_a_named_mistake_leaves_its_share_of_the_task(task_of):
    task = task_of(PASSED, HALVED, SKIPPED)
    assert (task.score, task.max_score, task.status) == (18, 30, Status.FAIL)
    assert task.credit.diagnoses == ("gradient-half",)
    assert (task.credit.percent, task.credit.instead_of) == (60, 5)


def test_two_mistakes_cost_twice(task_of):
    task = task_of(PASSED, HALVED, UPHILL)
    assert task.score == 9
    assert task.credit.diagnoses == ("gradient-half", "gradient-sign")


def test_the_points_of_the_checks_are_never_lowered(task_of):
    task = task_of(check(Status.PASS, 25), check(Status.FAIL, 5, "gradient-sign"))
    assert task.score == 25
    assert task.credit is None


@pytest.mark.parametrize(
    "other",
    [
        check(Status.FAIL, 11),
        check(Status.ERROR, 11),
        check(Status.FAIL, 11, "hard-coded"),
        check(Status.FAIL, 11, "no-zero-grad"),
        check(Status.TIMEOUT, 11, "gradient-half"),
        check(Status.MEMORY, 11),
    ],
    ids=["unnamed", "raised", "not in the rubric", "of no credit", "too slow", "too large"],
)
def test_what_earns_nothing_beside_it_takes_the_credit(task_of, other):
    task = task_of(PASSED, HALVED, other)
    assert task.score == 5
    assert task.credit is None


def test_a_score_that_is_withheld_stays_so(task_of):
    task = task_of(PASSED, HALVED, check(Status.BROKEN, 11))
    assert task.score is None


def test_a_right_task_has_no_credit(task_of):
    assert task_of(check(Status.PASS, 30)).credit is None


@given(
    st.lists(
        st.tuples(st.sampled_from(list(Status)), st.sampled_from([None, *HALF])),
        min_size=1,
        max_size=6,
    )
)
def test_a_score_lies_between_its_checks_and_the_whole(task_of, checks):
    results = [check(status, 5, name if status is not Status.PASS else None)
               for status, name in checks]  # fmt: skip
    task = task_of(*results)
    if task.score is None:
        assert any(result.status is Status.BROKEN for result in results)
        return
    earned = sum(result.points for result in results)
    assert earned <= task.score <= task.max_score
    assert (task.score > earned) == (task.credit is not None)
    assert task.score < task.max_score or all(status is Status.PASS for status, _ in checks)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("gradient-hlf: 60%", "did you mean 'gradient-half'?"),
        ("gradient-half: half", "'half' is not a share such as 60%"),
        ("gradient-half: 120%", "less than or equal to 100"),
        ("gradient-half: -5", "greater than or equal to 0"),
    ],
)
def test_a_rubric_that_cannot_be_meant_is_refused_with_its_line(course_folder, line, said):
    path = course_folder / "course.yml"
    text = path.read_text().replace("gradient-half: 60%", line)
    path.write_text(text)
    with pytest.raises(CourseError) as caught:
        load_course(course_folder)
    assert said in str(caught.value)
    row = next(n for n, one in enumerate(text.splitlines(), 1) if line in one)
    assert f"course.yml:{row}" in str(caught.value)


def test_a_share_may_be_a_number_and_is_part_of_what_decides_a_grade(course_folder):
    before = load_course(course_folder)
    path = course_folder / "course.yml"
    path.write_text(path.read_text().replace("gradient-half: 60%", "gradient-half: 60"))
    same = load_course(course_folder)
    path.write_text(path.read_text().replace("gradient-half: 60", "gradient-half: 61"))
    other = load_course(course_folder)
    keys = [deciding(c, c.assignment("adaline")) for c in (before, same, other)]
    assert keys[0] == keys[1] != keys[2]
