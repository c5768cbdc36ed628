"""Task columns: `as_columns(x, y)`. Shape, dtype and values are judged apart from each other."""

import pytest
import torch

from autograder.errors import CheckFailed
from autograder.gradients import agrees, evidence, expect_records, expect_something
from autograder.kit.forms import shape_words

pytestmark = pytest.mark.task("columns")

NAMES = ("x", "y")


def numbers(rng, n, *, whole=False):
    """Return n random numbers in a list, whole ones or with a fraction."""
    drawn = 8 * torch.randn(n, generator=rng, dtype=torch.float64)
    return drawn.round().long().tolist() if whole else drawn.tolist()


def lists(rng, n=7, *, kind="list", whole=False, **settings):
    """Return a problem: x and y with n numbers each, in a sequence of one kind."""
    drawn = {name: numbers(rng, n, whole=whole) for name in NAMES}
    return {**drawn, "kind": kind, **settings}


def ask(probe, problems):
    """Return each answer as its two tensors."""
    found = expect_records(probe.columns(problems), len(problems), answer=object)
    return [_pair(record["answer"]) for record in found]


def _pair(answer):
    if isinstance(answer, torch.Tensor) and answer.ndim == 3:
        answer = list(answer[:3])  # stacked: it unpacks into two
    expect_something(answer, "what `as_columns` returns")
    if not isinstance(answer, tuple | list) or len(answer) != len(NAMES):
        raise CheckFailed("`as_columns` does not return two tensors, x and y")
    for tensor, name in zip(answer, NAMES, strict=True):
        if not isinstance(tensor, torch.Tensor):
            raise CheckFailed(f"{name} is not a tensor after `as_columns`")
    return answer


def expect_shape(pair, n):
    """Raise CheckFailed unless both tensors have the shape (n, 1)."""
    for tensor, name in zip(pair, NAMES, strict=True):
        if tensor.shape == (n, 1):
            continue
        hint = "Which index counts the samples?" if tensor.shape == (1, n) else ""
        raise CheckFailed(
            f"{name} has shape {shape_words(tensor.shape, {n: 'n'})}, not (n, 1)",
            diagnosis="broadcast-loss" if tensor.shape == (n,) else None,
            hint=hint,
        )


def expect_values(pair, problem):
    """Raise CheckFailed unless both tensors hold the numbers that were given, in their order."""
    for tensor, name in zip(pair, NAMES, strict=True):
        truth = torch.tensor(problem[name], dtype=torch.float32)
        if not agrees(tensor.reshape(-1), truth):
            raise CheckFailed(
                f"{name} does not hold the numbers that were given, in their order",
                evidence=evidence(tensor.reshape(-1), truth),
            )


def expect_columns(probe, problem):
    """Raise CheckFailed unless a problem gives right columns."""
    (pair,) = ask(probe, [problem])
    n = 3 if problem["kind"] == "range" else len(problem["x"])
    expect_shape(pair, n)
    ends = {name: list(range(*problem[name])) for name in NAMES if problem["kind"] == "range"}
    expect_values(pair, {**problem, **ends})


@pytest.mark.points(5)
def test_shape(probe, rng):
    """From lists of n numbers it makes two tensors of shape (n, 1)"""
    for n in (7, 5, 1):
        (pair,) = ask(probe, [lists(rng, n)])
        expect_shape(pair, n)


@pytest.mark.points(3)
def test_float32(probe, rng):
    """They are float32, also for whole numbers and double precision"""
    problems = [
        lists(rng, whole=True),
        lists(rng),
        lists(rng, kind="array", dtype="float64"),
        lists(rng, kind="array", dtype="int64", whole=True),
    ]
    for pair in ask(probe, problems):
        for tensor, name in zip(pair, NAMES, strict=True):
            if tensor.dtype != torch.float32:
                raise CheckFailed(
                    f"{name} has dtype {str(tensor.dtype)[6:]}, not float32",
                    hint="Which dtype does a tensor get that is made of whole numbers, or of "
                    "an array in double precision?",
                )


@pytest.mark.points(4)
def test_values(probe, rng):
    """They hold the given numbers in their order, x first"""
    problems = [lists(rng), lists(rng, 5), lists(rng, whole=True)]
    for pair, problem in zip(ask(probe, problems), problems, strict=True):
        expect_values(pair, problem)


@pytest.mark.points(2)
@pytest.mark.requires("test_shape", "test_values")
def test_other_sequences(probe, rng):
    """Tuples, ranges and arrays work as well"""
    expect_columns(probe, lists(rng, kind="tuple", whole=True))
    expect_columns(probe, {"kind": "range", "x": [1, 4, 1], "y": [2, 8, 2]})
    for dtype, whole in (("float32", False), ("float64", False), ("int64", True)):
        expect_columns(probe, lists(rng, kind="array", dtype=dtype, whole=whole))


@pytest.mark.points(1)
@pytest.mark.requires("test_shape", "test_values")
def test_tensors(probe, rng):
    """So do 1-D tensors"""
    for dtype, whole in (("float32", False), ("float64", False), ("int64", True)):
        expect_columns(probe, lists(rng, kind="tensor", dtype=dtype, whole=whole))
