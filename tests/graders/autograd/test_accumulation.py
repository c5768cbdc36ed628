"""Task accumulation: `accumulated_gradients(loss_fn, w, k)`, what `.grad` holds when nobody clears.

The losses come from outside, and their gradients carry a factor that only the engine can see.
"""

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
)

pytestmark = pytest.mark.task("accumulation")


def ask(probe, problems, device="cpu"):
    """Return the probe's records, each answer a list of k tensors like w."""
    found = expect_records(
        probe.accumulations(problems, device),
        len(problems),
        on_device=bool,
        backwards=int,
        same_leaf=bool,
        answer=object,
        grad=object,
        w=object,
    )
    for record, problem in zip(found, problems, strict=True):
        record["answer"] = expect_list(record["answer"], problem)
    return found


def expect_list(answer, problem):
    """Return the k tensors of an answer."""
    if isinstance(answer, torch.Tensor) and answer.ndim == 2 and len(answer) == problem["k"]:
        answer = list(answer)  # stacked: it unpacks into k
    expect_something(answer, "what `accumulated_gradients` returns")
    if not isinstance(answer, tuple | list) or len(answer) != problem["k"]:
        raise CheckFailed("what `accumulated_gradients` returns is not a list of k tensors")
    if any(value is None for value in answer):
        raise CheckFailed("an entry of the list is None", diagnosis="grad-before-backward")
    (size,) = problem["w"].shape
    kind = {"dtype": problem["w"].dtype, "shapes": [(size,)], "sizes": {size: "len(w)"}}
    return [expect_tensor(value, "an entry of the list", **kind) for value in answer]


@pytest.mark.points(3)
def test_returns_k_tensors(probe, reference, rng):
    """`accumulated_gradients` returns k tensors with the form of w that depend on the loss"""
    problems = [reference.accumulation(rng, k=k) for k in (3, 3, 1)]
    first, second, _ = ask(probe, problems)
    if agrees(first["answer"], second["answer"]):
        emptied = first["backwards"] and not any(map(torch.count_nonzero, first["answer"]))
        raise CheckFailed(
            "the answer is the same for other arguments",
            diagnosis="gradients-cleared" if emptied else constant(first["answer"]),
        )


@pytest.mark.points(9)
@pytest.mark.requires("test_returns_k_tensors")
def test_values(probe, reference, mistakes, rng):
    """The entries are what `w.grad` holds after each of the k backward passes"""
    problems = [reference.accumulation(rng, k=k) for k in (4, 3, 1)]
    answers = [record["answer"] for record in ask(probe, problems)]
    truths = [reference.accumulated(problem) for problem in problems]
    for answer, truth in zip(answers, truths, strict=True):
        if not _agree(answer, truth):
            hypotheses = mistakes.accumulations(reference.gradient)
            raise CheckFailed(
                "the entries are not what `w.grad` holds after each backward pass",
                diagnosis=diagnose(problems, answers, hypotheses),
                evidence=evidence(answer, truth),
            )


def _agree(answer, truth):
    return all(agrees(one, other) for one, other in zip(answer, truth, strict=True))


@pytest.mark.points(3)
@pytest.mark.requires("test_values")
def test_any_loss(probe, reference, rng):
    """It differentiates whatever loss it is given"""
    problems = [
        reference.accumulation(rng, k=3, loss=loss, factor=2 + abs(reference.uniform(rng, 0, 3)))
        for loss in ("log_cosh", "product")
    ]
    for record, problem in zip(ask(probe, problems), problems, strict=True):
        truth = reference.accumulated(problem)
        if not _agree(record["answer"], truth):
            plain = reference.accumulated({**problem, "factor": 1.0})
            raise CheckFailed(
                "for another loss the entries are wrong",
                diagnosis="manual-in-autograd" if _agree(record["answer"], plain) else None,
                evidence=evidence(record["answer"], truth),
            )


@pytest.mark.points(3)
@pytest.mark.requires("test_returns_k_tensors")
def test_grad_ends_as_the_last(probe, reference, rng):
    """`backward()` is called k times, and `w.grad` then holds the sum of them all"""
    problems = [reference.accumulation(rng, k=k) for k in (4, 3)]
    for record, problem in zip(ask(probe, problems), problems, strict=True):
        if record["grad"] is None and not record["same_leaf"]:
            raise CheckFailed(
                "`.grad` of the w that was passed in is still None", diagnosis="leaf-rebound"
            )
        if not agrees(record["grad"], reference.accumulated(problem)[-1]):
            raise CheckFailed(
                "`w.grad` does not end as the sum of all k gradients",
                hint="Print `w.grad` after your function has returned.",
            )
        if record["backwards"] != problem["k"]:
            raise CheckFailed("there are not k backward passes through the loss")


@pytest.mark.points(1)
@pytest.mark.requires("test_returns_k_tensors")
def test_w_stays(probe, reference, rng):
    """w itself is not changed"""
    problems = [reference.accumulation(rng) for _ in range(2)]
    for record, problem in zip(ask(probe, problems), problems, strict=True):
        if not torch.equal(_tensor(record["w"]), problem["w"]):
            raise CheckFailed("w is not the same afterwards", hint="Does the task ask for a step?")


def _tensor(value):
    return value if isinstance(value, torch.Tensor) else torch.empty(0)


@pytest.mark.points(1)
@pytest.mark.requires("test_values")
def test_precision_and_device(probe, reference, rng, devices):
    """It works in single and double precision, on each device"""
    for device in devices:
        for dtype in (torch.float32, torch.float64):
            problem = reference.accumulation(rng, dtype=dtype)
            (record,) = ask(probe, [problem], device)
            truth = reference.accumulated(problem)
            if not (record["on_device"] and _agree(record["answer"], truth)):
                raise CheckFailed(
                    f"the answer is wrong in {str(dtype)[6:]} on {device}",
                    evidence=evidence(record["answer"], truth),
                )
