"""Task first_task: `gradient(w, x, y)`, at random weights and on random data."""

import pytest

from autograder.errors import CheckFailed
from autograder.gradients import agrees, diagnose, evidence, expect_tensor

pytestmark = pytest.mark.task("first_task")


def ask(student, reference, problems):
    """Return what `gradient` answers to each problem, tensors of the right form."""
    return [
        expect_tensor(
            student.gradient(problem["w"], problem["x"], problem["y"]),
            "what `gradient` returns",
            dtype=problem["x"].dtype,
            shapes=[()],
            sizes={reference.N: "n"},
        )
        for problem in problems
    ]


@pytest.mark.points(2)
def test_returns_one_number(student, reference, rng):
    """`gradient` returns a single number"""
    ask(student, reference, [reference.problem(rng)])


@pytest.mark.points(8)
@pytest.mark.requires("test_returns_one_number")
def test_gradient(student, reference, mistakes, rng):
    """The gradient is right, for any weight and any data"""
    problems = [reference.problem(rng) for _ in range(3)]
    answers = ask(student, reference, problems)
    for problem, answer in zip(problems, answers, strict=True):
        truth = reference.gradient(problem)
        if not agrees(answer, truth):
            raise CheckFailed(
                "the gradient is wrong",
                diagnosis=diagnose(problems, answers, mistakes.GRADIENTS),
                evidence=evidence(answer, truth),
            )
