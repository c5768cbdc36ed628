"""Task manual_gradient: `gradient(x, y, y_pred)`, derived by hand.

The predictions are any numbers, so that nothing but x, y and y_pred can be the way to the answer.
"""

import pytest

from autograder.errors import CheckFailed
from autograder.gradients import (
    agrees,
    constant,
    diagnose,
    error,
    evidence,
    expect_number,
    expect_records,
    expect_something,
    is_array,
    scale_hint,
    single,
)

pytestmark = pytest.mark.task("manual_gradient")

WHAT = "what `gradient` returns"


def ask(probe, problems):
    """Return the probe's records, each answer a number; an array of one number counts as it."""
    given = [[problem["x"], problem["y"], problem["y_pred"]] for problem in problems]
    found = expect_records(
        probe.calls("gradient", given),
        len(problems),
        engine=bool,
        losses=int,
        answer=object,
        after=object,
    )
    for record in found:
        record["said"] = said = record["answer"]
        expect_something(said, WHAT)
        number = single(said)
        expect_no_array(number)
        record["answer"] = expect_number(number, WHAT)
    return found


def expect_no_array(said):
    """Raise CheckFailed if what `gradient` returned is an array, whatever its length."""
    if is_array(said):
        raise CheckFailed(
            "`gradient` returns an array, not a single number",
            hint="How many weights are there, and so how many slopes?",
        )


def ask_by_hand(probe, problems):
    """Return the same; raise CheckFailed unless every answer was worked out by arithmetic."""
    found = ask(probe, problems)
    if any(record["engine"] for record in found):
        raise CheckFailed(
            "PyTorch's automatic differentiation ran inside `gradient`",
            hint="In this task you are the one who differentiates.",
        )
    return found


def expect_gradient(probe, reference, mistakes, problems):
    """Raise CheckFailed unless each answer is the gradient, with a diagnosis."""
    answers = [record["answer"] for record in ask_by_hand(probe, problems)]
    truths = [float(reference.slope_of_loss(*reference.double(given))) for given in problems]
    for answer, truth, problem in zip(answers, truths, problems, strict=True):
        rtol = reference.precision(problem)
        if not agrees(answer, truth, rtol=rtol):
            diagnosis = diagnose(problems, answers, mistakes.gradients(), rtol=rtol)
            raise CheckFailed(
                "the gradient is wrong",
                diagnosis=diagnosis,
                hint="" if diagnosis else scale_hint(answers, truths),
                evidence=evidence(answer, truth),
            )


@pytest.mark.points(2)
def test_depends_on_the_data(probe, reference, rng):
    """`gradient` returns a number that depends on the data"""
    one, other = (
        record["answer"] for record in ask(probe, [reference.problem(rng), reference.problem(rng)])
    )
    if one == other:
        raise CheckFailed("the gradient is the same for other data", diagnosis=constant(one))


@pytest.mark.points(1)
@pytest.mark.requires("test_depends_on_the_data")
def test_returns_a_number(probe, reference, rng):
    """It is a single number, not an array"""
    for record in ask(probe, [reference.problem(rng)]):
        expect_no_array(record["said"])


@pytest.mark.points(3)
@pytest.mark.requires("test_depends_on_the_data")
def test_no_engine(probe, reference, rng):
    """The gradient is worked out by arithmetic, without PyTorch's autograd and without nudging"""
    problems = [reference.problem(rng) for _ in range(3)]
    # Far from the minimum a difference of two losses loses digits, whatever the step is (of 1, it
    # is exact near by), and a derivative none.
    problems += [reference.scaled(problem, 2.0**50) for problem in problems]
    records = ask_by_hand(probe, problems)
    truths = [float(reference.slope_of_loss(*reference.double(given))) for given in problems]
    off = [error(record["answer"], truth) for record, truth in zip(records, truths, strict=True)]
    calls = max(record["losses"] for record in records)
    if calls > 1 or (max(off[:3]) < reference.NEARLY and max(off) > reference.EXACT):
        raise CheckFailed(
            "the gradient is nearly right, but measured by differences or rounded on the way",
            hint="In this task you are the one who differentiates.",
            evidence={
                "error": max(off[:3]),
                "error far from the minimum": max(off[3:]),
                "calls of mse_loss": calls,
            },
        )


@pytest.mark.points(17)
@pytest.mark.requires("test_no_engine")
def test_gradient(probe, reference, mistakes, rng):
    """The gradient is the derivative of the mean squared error with respect to w"""
    expect_gradient(probe, reference, mistakes, [reference.problem(rng, n=n) for n in (7, 7, 5)])


@pytest.mark.points(4)
@pytest.mark.requires("test_gradient")
def test_any_number_of_samples(probe, reference, mistakes, rng):
    """It is right for one sample and for many"""
    expect_gradient(probe, reference, mistakes, [reference.problem(rng, n=n) for n in (1, 2, 40)])


@pytest.mark.points(2)
@pytest.mark.requires("test_gradient")
def test_double_precision(probe, reference, mistakes, rng):
    """It keeps the precision of its inputs"""
    expect_gradient(
        probe, reference, mistakes, [reference.problem(rng, dtype="float64") for _ in range(2)]
    )


@pytest.mark.points(1)
@pytest.mark.requires("test_gradient")
def test_changes_nothing(probe, reference, rng):
    """`gradient` changes none of its arguments"""
    problem = reference.problem(rng)
    (record,) = ask(probe, [problem])
    if not agrees(record["after"], [problem[name] for name in ("x", "y", "y_pred")], rtol=0.0):
        raise CheckFailed("`x`, `y` or `y_pred` is not the same after `gradient`")
