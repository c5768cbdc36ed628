"""Task find_the_bug: `lecture_gradient_factor(n)`."""

import pytest
import torch

from autograder.errors import CheckFailed
from autograder.gradients import agrees, constant, expect_number, expect_records

pytestmark = pytest.mark.task("find_the_bug")

RTOL = 1e-4  # the factor may be measured, in single precision


def ask(probe, reference, rng, sizes):
    """Return the answer for each size; a factor over the student's own gradient is put right.

    One who divides by their `gradient` is not charged again for what is wrong with that.
    """
    found = expect_records(probe.factors(sizes), len(sizes), asked=bool, answer=object)
    answers = [
        expect_number(record["answer"], "what `lecture_gradient_factor` returns")
        for record in found
    ]
    return [
        answer * own_factor(probe, reference, rng, size) if record["asked"] else answer
        for answer, record, size in zip(answers, found, sizes, strict=True)
    ]


def own_factor(probe, reference, rng, size):
    """Return the student's gradient over the right one, for so many samples."""
    problem = reference.problem(rng, n=size)
    given = [problem[name] for name in ("x", "y", "y_pred")]
    (record,) = expect_records(probe.calls("gradient", [given]), 1, answer=object)
    truth = reference.slope_of_loss(*reference.double(problem))
    return expect_number(record["answer"], "what `gradient` returns") / float(truth)


def drawn(rng):
    """Return three numbers of samples, all different."""
    return (2 + torch.randperm(38, generator=rng)[:3]).tolist()


@pytest.mark.points(2)
def test_returns_a_number(probe, reference, rng):
    """`lecture_gradient_factor` returns a number that depends on n"""
    first, *others = ask(probe, reference, rng, drawn(rng))
    if all(agrees(other, first, rtol=RTOL) for other in others):
        raise CheckFailed(
            "the factor is the same for every n",
            diagnosis=constant(first),
            hint="Is the factor the same for two samples and for a thousand?",
        )


@pytest.mark.points(8)
@pytest.mark.requires("test_returns_a_number")
def test_factor(probe, reference, rng):
    """The factor is right for any number of samples"""
    sizes = [1, *drawn(rng)]
    for answer, size in zip(ask(probe, reference, rng, sizes), sizes, strict=True):
        if not agrees(answer, float(size), rtol=RTOL):
            raise CheckFailed(
                "the factor is wrong",
                hint="Run both gradients on the same few samples and divide.",
                evidence={"n": size, "answer": answer},
            )
