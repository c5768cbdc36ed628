"""Task forward_and_loss: `forward(w, x)` and `mse_loss(y, y_pred)`, NumPy."""

import numpy as np
import pytest
import torch

from autograder.errors import CheckFailed
from autograder.gradients import (
    agrees,
    constant,
    diagnose,
    evidence,
    expect_array,
    expect_number,
    expect_records,
    expect_something,
    scale_hint,
    size_hint,
)

pytestmark = pytest.mark.task("forward_and_loss")


def predictions(probe, problems):
    """Return what `forward` gives for each problem's w and x, as arrays of the right shape."""
    found = expect_records(
        probe.calls("forward", [[problem["w"], problem["x"]] for problem in problems]),
        len(problems),
        answer=object,
    )
    for record in found:
        expect_something(record["answer"], "what `forward` returns")
    counts = [len(problem["x"]) for problem in problems]
    hint = size_hint([record["answer"] for record in found], counts)
    return [
        expect_array(
            record["answer"],
            "what `forward` returns",
            dtype=getattr(record["answer"], "dtype", np.dtype("float32")).name,
            shapes=[problem["x"].shape],
            sizes={len(problem["x"]): "n"},
            hint=hint,
        )
        for record, problem in zip(found, problems, strict=True)
    ]


def losses(probe, problems):
    """Return what `mse_loss` gives for each problem's y and y_pred, as numbers."""
    found = expect_records(
        probe.calls("mse_loss", [[problem["y"], problem["y_pred"]] for problem in problems]),
        len(problems),
        answer=object,
    )
    for record in found:
        expect_something(record["answer"], "what `mse_loss` returns")
        if isinstance(record["answer"], np.ndarray | torch.Tensor) and record["answer"].ndim:
            raise CheckFailed(
                "`mse_loss` returns an array, not a single number", diagnosis="loss-not-scalar"
            )
    return [expect_number(record["answer"], "what `mse_loss` returns") for record in found]


def expect_predictions(probe, problems, reference):
    """Raise CheckFailed unless `forward` gives w times x on each problem."""
    for mine, problem in zip(predictions(probe, problems), problems, strict=True):
        truth = problem["w"] * problem["x"].astype("float64")
        if not agrees(mine, truth, rtol=reference.precision(problem)):
            raise CheckFailed("`forward` does not give w times x", evidence=evidence(mine, truth))


def expect_losses(probe, problems, reference, mistakes):
    """Raise CheckFailed unless `mse_loss` gives the mean squared error on each problem."""
    found = losses(probe, problems)
    given = [reference.double(problem) for problem in problems]
    truths = [float(reference.squared_error(y, y_pred)) for _, y, y_pred in given]
    for mine, truth, problem in zip(found, truths, problems, strict=True):
        rtol = reference.precision(problem)
        if not agrees(mine, truth, rtol=rtol):
            several = len(problems) > 1
            diagnosis = several and diagnose(problems, found, mistakes.losses(), rtol=rtol)
            raise CheckFailed(
                "`mse_loss` does not give the mean of the squared errors",
                diagnosis=diagnosis or None,
                hint="" if diagnosis else scale_hint(found, truths),
                evidence=evidence(mine, truth),
            )


@pytest.mark.points(4)
def test_forward(probe, reference, rng):
    """`forward` gives w times x for each sample"""
    first = reference.problem(rng)
    problems = [first, {**first, "w": -first["w"]}, reference.problem(rng, n=5)]
    one, other, _ = predictions(probe, problems)
    if np.array_equal(one, other):
        raise CheckFailed(
            "the predictions are the same for another w",
            diagnosis=constant(one),
            hint="What if w changes?",
        )
    expect_predictions(probe, problems, reference)


@pytest.mark.points(4)
def test_loss(probe, reference, mistakes, rng):
    """`mse_loss` gives the mean of the squared errors"""
    problems = [reference.problem(rng, n=n) for n in (7, 7, 5)]
    # So small that what is rounded to a few places is seen.
    problems += [reference.scaled(problem, 0.05) for problem in problems]
    one, other, *_ = losses(probe, problems)
    if one == other:
        raise CheckFailed("the loss is the same for other data", diagnosis=constant(one))
    expect_losses(probe, problems, reference, mistakes)


@pytest.mark.points(1)
@pytest.mark.requires("test_forward", "test_loss")
def test_any_number_of_samples(probe, reference, mistakes, rng):
    """Both work for one sample and for many, and change neither x nor y"""
    problems = [reference.problem(rng, n=n) for n in (1, 2, 40)]
    expect_predictions(probe, problems, reference)
    expect_losses(probe, problems, reference, mistakes)
    given = [[problem["y"], problem["y_pred"]] for problem in problems]
    found = expect_records(probe.calls("mse_loss", given), len(given), after=object)
    for record, before in zip(found, given, strict=True):
        if not agrees(record["after"], before, rtol=0.0):
            raise CheckFailed("`y` or `y_pred` is not the same after `mse_loss`")


@pytest.mark.points(1)
@pytest.mark.requires("test_forward", "test_loss")
def test_double_precision(probe, reference, mistakes, rng):
    """Both keep double precision"""
    problems = [reference.problem(rng, dtype="float64") for _ in range(2)]
    expect_predictions(probe, problems, reference)
    expect_losses(probe, problems, reference, mistakes)
