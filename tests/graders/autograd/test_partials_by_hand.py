"""Task partials_by_hand: `relu_partials(x, w, b)`, the chain rule by hand.

Judged on both sides of relu's corner, at the corner, and so close to it that a difference quotient
reaches across.
"""

import pytest

from autograder.errors import CheckFailed
from autograder.gradients import constant, evidence, expect_records

pytestmark = pytest.mark.task("partials_by_hand")


def ask(probe, reference, problems):
    """Return the probe's records, each answer three numbers."""
    found = expect_records(
        probe.partials(problems, "relu_partials"), len(problems), engine=bool, answer=object
    )
    triples = reference.expect_triples([record["answer"] for record in found], "relu_partials")
    return [{**record, "answer": triple} for record, triple in zip(found, triples, strict=True)]


def ask_by_hand(probe, reference, problems):
    """Return the same; raise CheckFailed unless every answer was worked out by arithmetic."""
    found = ask(probe, reference, problems)
    if any(record["engine"] for record in found):
        raise CheckFailed(
            "PyTorch's automatic differentiation ran inside `relu_partials`",
            hint="In this task you are the one who differentiates.",
        )
    return found


def expect_part(probe, reference, mistakes, rng, part, hypotheses):
    """Compare one number of the answers on both sides of the corner, and diagnose it."""
    problems = reference.points(rng)
    asking = ask if part == reference.A else ask_by_hand
    answers = [record["answer"] for record in asking(probe, reference, problems)]
    reference.expect_part(part, problems, answers, hypotheses, mistakes.TRIPLES)


@pytest.mark.points(2)
def test_returns_three_numbers(probe, reference, rng):
    """`relu_partials` returns three numbers that depend on its arguments"""
    problems = [problem for problem in reference.points(rng) if reference.is_on(problem)]
    first, *others = (record["answer"] for record in ask(probe, reference, problems))
    if all(other == first for other in others):
        raise CheckFailed("the answer is the same for other arguments", diagnosis=constant(first))


@pytest.mark.points(2)
@pytest.mark.requires("test_returns_three_numbers")
def test_no_engine(probe, reference, rng):
    """The partial derivatives are worked out by arithmetic, without autograd and without nudging"""
    problems = [reference.point(rng, side) for side in ("on", "off")]
    # Far out a difference of two outputs loses its digits, and a derivative none.
    problems += [reference.far(problem) for problem in problems]
    right = [
        reference.same_slopes(record["answer"], reference.relu_partials(problem))
        for record, problem in zip(ask_by_hand(probe, reference, problems), problems, strict=True)
    ]
    if all(right[:2]) and not all(right):
        raise CheckFailed(
            "the derivatives are right, but not for large w and b: are they measured?",
            hint="In this task you are the one who differentiates.",
        )


@pytest.mark.points(4)
@pytest.mark.requires("test_returns_three_numbers")
def test_activation(probe, reference, mistakes, rng):
    """`a` is relu(w*x + b)"""
    expect_part(probe, reference, mistakes, rng, reference.A, mistakes.ACTIVATION)


@pytest.mark.points(5)
@pytest.mark.requires("test_no_engine")
def test_partial_of_the_weight(probe, reference, mistakes, rng):
    """`da_dw` is right on both sides of the corner"""
    expect_part(probe, reference, mistakes, rng, reference.DA_DW, mistakes.BY_WEIGHT)


@pytest.mark.points(3)
@pytest.mark.requires("test_no_engine")
def test_partial_of_the_bias(probe, reference, mistakes, rng):
    """`da_db` is right on both sides of the corner"""
    expect_part(probe, reference, mistakes, rng, reference.DA_DB, mistakes.BY_BIAS)


@pytest.mark.points(2)
@pytest.mark.requires("test_partial_of_the_weight", "test_partial_of_the_bias")
def test_at_the_corner(probe, reference, rng):
    """Where w*x + b is exactly 0, the derivative of relu is taken as 0"""
    problems = [reference.point(rng, "at") for _ in range(3)]
    for record in ask_by_hand(probe, reference, problems):
        if not reference.same_slopes(record["answer"], (0.0, 0.0, 0.0)):
            raise CheckFailed(
                "a derivative is wrong where w*x + b is exactly 0", diagnosis="relu-at-zero"
            )


@pytest.mark.points(2)
@pytest.mark.requires("test_partial_of_the_weight", "test_partial_of_the_bias")
def test_close_to_the_corner(probe, reference, rng):
    """Close to the corner the partial derivatives are still those of that side"""
    problems = [reference.point(rng, side) for side in ("just on", "just off") * 2]
    for record, problem in zip(ask_by_hand(probe, reference, problems), problems, strict=True):
        truth = reference.relu_partials(problem)
        if not reference.same_slopes(record["answer"], truth):
            raise CheckFailed(
                "a derivative is wrong where w*x + b is very close to 0",
                hint="Does your slope look at one point, or at two?",
                evidence=evidence(record["answer"], truth),
            )
