"""Task two_apis: `functional_forward(x, weight, bias)`, a linear layer and relu as functions."""

import pytest
import torch

from autograder.errors import CheckFailed
from autograder.gradients import (
    agrees,
    constant,
    diagnose,
    evidence,
    expect_records,
    expect_something,
    expect_tensor,
    identical,
)

pytestmark = pytest.mark.task("two_apis")

INPUTS = ("x", "weight", "bias")


def ask(probe, reference, problems, device="cpu"):
    """Return the probe's records, each answer a tensor (n, H)."""
    found = expect_records(
        probe.functional_passes(problems, device),
        len(problems),
        on_device=bool,
        grads=list,
        after=list,
        answer=object,
    )
    for record, problem in zip(found, problems, strict=True):
        expect_something(record["answer"], "what `functional_forward` returns")
        expect_axes(record["answer"], problem["pull"].shape)
        record["answer"] = expect_tensor(
            record["answer"],
            "the output",
            dtype=problem["x"].dtype,
            shapes=[tuple(problem["pull"].shape)],
            sizes=reference.SIZES,
        )
    return found


def expect_axes(answer, shape):
    """Raise CheckFailed if an answer lacks nothing but axes of length 1."""
    if isinstance(answer, torch.Tensor) and answer.dim() < 2 and 1 in shape:
        kept = [size for size in shape if size > 1]
        if answer.numel() == shape.numel() and list(answer.shape) in (kept, [*kept, 1]):
            raise CheckFailed(
                "for a single sample or a single output an axis of the output is missing",
                diagnosis="squeezed-away",
            )


@pytest.mark.points(3)
def test_output_shape(probe, reference, rng):
    """The output has shape (n, H) and depends on the input and the weight"""
    first, other = (reference.layer(rng) for _ in range(2))
    problems = [first, *({**first, name: other[name]} for name in ("x", "weight"))]
    base, *changed = (record["answer"] for record in ask(probe, reference, problems))
    for name, answer in zip(("x", "weight"), changed, strict=True):
        if identical(answer, base):
            raise CheckFailed(
                f"the output is the same for another `{name}`",
                diagnosis=constant(answer) if name == "x" else None,
                hint="" if name == "x" else "Which layer does your function ask?",
            )


@pytest.mark.points(8)
@pytest.mark.requires("test_output_shape")
def test_output_values(probe, reference, mistakes, rng):
    """The output is that of the object-oriented network with this weight and bias"""
    problems = [reference.layer(rng) for _ in range(3)]
    problems[-1]["x"] *= 10  # no bound of another activation stays unseen
    answers = [record["answer"] for record in ask(probe, reference, problems)]
    truths = [reference.forward(problem) for problem in problems]
    for answer, truth in zip(answers, truths, strict=True):
        if not agrees(answer, truth):
            raise CheckFailed(
                "the output is not that of the network with this weight and bias",
                diagnosis=diagnose(problems, answers, mistakes.FORWARDS),
                evidence=evidence(answer, truth),
            )


@pytest.mark.points(5)
@pytest.mark.requires("test_output_values")
def test_gradients(probe, reference, rng):
    """`backward` from the output reaches x, weight and bias"""
    problems = [reference.layer(rng) for _ in range(2)]
    for record, problem in zip(ask(probe, reference, problems), problems, strict=True):
        truths = reference.pulled(problem)
        for name, grad, truth in zip(INPUTS, record["grads"], truths, strict=True):
            if grad is None:
                raise CheckFailed(
                    f"no gradient reaches `{name}` through the output", diagnosis="graph-cut"
                )
            if not agrees(grad, truth):
                raise CheckFailed(
                    f"the gradient that reaches `{name}` is wrong", evidence=evidence(grad, truth)
                )


@pytest.mark.points(2)
@pytest.mark.requires("test_output_values")
def test_small_shapes(probe, reference, rng):
    """It works for a single sample and for a single output"""
    problems = [reference.layer(rng, n=n, h=h) for n, h in ((1, 2), (7, 1), (1, 1))]
    for record, problem in zip(ask(probe, reference, problems), problems, strict=True):
        if not agrees(record["answer"], reference.forward(problem)):
            raise CheckFailed("the output is wrong for a single sample or a single output")


@pytest.mark.points(1)
@pytest.mark.requires("test_output_values")
def test_changes_nothing(probe, reference, rng):
    """It changes none of its arguments"""
    problem = reference.layer(rng)
    (record,) = ask(probe, reference, [problem])
    for name, after in zip(INPUTS, record["after"], strict=True):
        if not identical(after, problem[name]):
            raise CheckFailed(f"`{name}` is not the same after `functional_forward`")


@pytest.mark.points(1)
@pytest.mark.requires("test_output_values")
def test_precision_and_device(probe, reference, rng, devices):
    """It works in single and double precision, on each device"""
    for device in devices:
        for dtype in (torch.float32, torch.float64):
            problem = reference.layer(rng, dtype=dtype)
            (record,) = ask(probe, reference, [problem], device)
            if not (record["on_device"] and agrees(record["answer"], reference.forward(problem))):
                raise CheckFailed(f"the output is wrong in {str(dtype)[6:]} on {device}")
