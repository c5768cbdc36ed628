"""Task partials_by_grad: `relu_partials_autograd(x, w, b)` by `torch.autograd.grad`.

Whatever the autograd engine computes can be multiplied by a factor on the way: an answer that came
out of the engine changes with it, one by hand does not.
"""

import pytest

from autograder.errors import CheckFailed
from autograder.gradients import constant, expect_records

pytestmark = pytest.mark.task("partials_by_grad")


def ask(probe, reference, problems):
    """Return the probe's records, each answer three numbers."""
    found = expect_records(
        probe.partials(problems, "relu_partials_autograd"),
        len(problems),
        engine=bool,
        answer=object,
    )
    answers = [record["answer"] for record in found]
    triples = reference.expect_triples(answers, "relu_partials_autograd", from_grad=True)
    return [{**record, "answer": triple} for record, triple in zip(found, triples, strict=True)]


def expect_part(probe, reference, mistakes, rng, part, hypotheses):
    """Compare one number of the answers on both sides of the corner, and diagnose it."""
    problems = reference.points(rng)
    answers = [record["answer"] for record in ask(probe, reference, problems)]
    reference.expect_part(part, problems, answers, hypotheses, mistakes.TRIPLES)


@pytest.mark.points(2)
def test_returns_three_numbers(probe, reference, rng):
    """`relu_partials_autograd` returns three numbers that depend on its arguments"""
    problems = [problem for problem in reference.points(rng) if reference.is_on(problem)]
    first, *others = (record["answer"] for record in ask(probe, reference, problems))
    if all(other == first for other in others):
        raise CheckFailed("the answer is the same for other arguments", diagnosis=constant(first))


@pytest.mark.points(5)
@pytest.mark.requires("test_returns_three_numbers")
def test_comes_from_the_engine(probe, reference, rng):
    """The partial derivatives come from PyTorch's autograd"""
    problems = [reference.point(rng, "on", slope=1) for _ in range(2)]
    tilted = [{**problem, "factor": 2 + abs(reference.uniform(rng, 0, 3))} for problem in problems]
    records = ask(probe, reference, [*problems, *tilted])
    for plain, record in zip(records[:2], records[2:], strict=True):
        for part in (reference.DA_DW, reference.DA_DB):
            if reference.near(plain["answer"][part], record["answer"][part]):
                raise CheckFailed(
                    f"`{reference.PARTS[part]}` does not come from a backward pass of autograd",
                    diagnosis=None if record["engine"] else "manual-in-autograd",
                )


@pytest.mark.points(3)
@pytest.mark.requires("test_comes_from_the_engine")
def test_activation(probe, reference, mistakes, rng):
    """`a` is relu(w*x + b)"""
    expect_part(probe, reference, mistakes, rng, reference.A, mistakes.ACTIVATION)


@pytest.mark.points(4)
@pytest.mark.requires("test_comes_from_the_engine")
def test_partial_of_the_weight(probe, reference, mistakes, rng):
    """`da_dw` is right on both sides of the corner"""
    expect_part(probe, reference, mistakes, rng, reference.DA_DW, mistakes.BY_WEIGHT)


@pytest.mark.points(3)
@pytest.mark.requires("test_comes_from_the_engine")
def test_partial_of_the_bias(probe, reference, mistakes, rng):
    """`da_db` is right on both sides of the corner"""
    expect_part(probe, reference, mistakes, rng, reference.DA_DB, mistakes.BY_BIAS)


@pytest.mark.points(3)
@pytest.mark.requires("test_partial_of_the_weight", "test_partial_of_the_bias")
def test_at_the_corner(probe, reference, rng):
    """Where w*x + b is exactly 0, the derivative is that of PyTorch's relu: 0"""
    problems = [reference.point(rng, "at") for _ in range(3)]
    for record in ask(probe, reference, problems):
        if not reference.same_slopes(record["answer"], (0.0, 0.0, 0.0)):
            raise CheckFailed(
                "a derivative is wrong where w*x + b is exactly 0", diagnosis="relu-at-zero"
            )
