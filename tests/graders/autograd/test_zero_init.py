"""Task zero_init: `zero_parameters_(module)` writes zeros into every parameter.

The nested module of the probes has parameters of its own, frozen ones, and buffers at two depths.
"""

import pytest
import torch

from autograder.errors import CheckFailed, StudentRaised
from autograder.gradients import expect_records, identical

pytestmark = pytest.mark.task("zero_init")


def ask(probe, problem, device="cpu"):
    """Return the probe's record of one call."""
    try:
        told = probe.zeroed([problem], device)
    except StudentRaised as raised:
        if problem["kind"] == "nested" and raised.type_name == "AttributeError":
            expect_any_module(raised)
        raise
    (record,) = expect_records(
        told,
        1,
        on_device=bool,
        same_objects=bool,
        same_memory=bool,
        leaves=bool,
        recording=bool,
        grads_left=bool,
        requires_grad=list,
        parameters=list,
        buffers=list,
    )
    return record


def expect_any_module(raised):
    """Raise CheckFailed for an attribute that not every module has: None, perhaps, or missing."""
    raise CheckFailed(
        "your code expects something that not every module has",
        hint="Does every module have a weight and a bias? What lists all parameters?",
        evidence={"exception": f"{raised.type_name}: {raised.text}"[:500]},
    )


def expect_zeros(record, reference, problem):
    """Raise CheckFailed unless every parameter is zero and has kept its form."""
    before = reference.parameters(problem)
    after = [value for value in record["parameters"] if isinstance(value, torch.Tensor)]
    forms = [(value.shape, value.dtype) for value in after]
    if forms != [(value.shape, value.dtype) for value in before]:
        raise CheckFailed("the module does not have the same parameters as before")
    if all(map(identical, after, before)):
        # Where it is single precision alone that is zeroed, the code does write into parameters.
        single = problem["numbers"].dtype == torch.float32
        raise CheckFailed(
            "the parameters are as before",
            diagnosis="parameters-untouched" if record["grads_left"] and single else None,
            hint="" if record["grads_left"] else "What does `zero_grad` set to zero?",
        )
    left = sum(bool(value.count_nonzero()) for value in after)
    if left:
        raise CheckFailed(
            "not every parameter is zero",
            diagnosis="not-zero-initialised",
            hint="Which names does `named_parameters()` list?",
            evidence={"not zero": left, "parameters": len(after)},
        )


@pytest.mark.points(5)
def test_single_layer(probe, reference, rng):
    """Weight and bias of a single nn.Linear are zero afterwards"""
    problem = reference.module(rng, "layer")
    expect_zeros(ask(probe, problem), reference, problem)


@pytest.mark.points(5)
@pytest.mark.requires("test_single_layer")
def test_every_parameter(probe, reference, rng):
    """So is every other parameter, also in modules inside modules and where it is frozen"""
    problem = reference.module(rng, "nested")
    expect_zeros(ask(probe, problem), reference, problem)


@pytest.mark.points(4)
@pytest.mark.requires("test_single_layer")
def test_same_parameters(probe, reference, rng):
    """Each parameter is the same leaf as before, and its numbers lie in the same memory"""
    for kind in ("layer", "nested"):
        record = ask(probe, reference.module(rng, kind))
        if not record["same_objects"]:
            raise CheckFailed("a parameter was replaced", diagnosis="optimizer-holds-old")
        if not record["leaves"]:
            raise CheckFailed("a parameter is no longer a leaf", diagnosis="leaf-rebound")
        if not record["same_memory"]:
            raise CheckFailed(
                "the zeros lie in new memory, not where the parameter's numbers lay",
                hint="Which operations write into a tensor that is there already?",
            )


@pytest.mark.points(3)
@pytest.mark.requires("test_single_layer")
def test_requires_grad(probe, reference, rng):
    """Trainable parameters stay trainable, frozen ones stay frozen, and recording stays on"""
    for kind in ("layer", "nested"):
        problem = reference.module(rng, kind)
        record = ask(probe, problem)
        after = record["requires_grad"]
        before = [place not in problem["frozen"] for place in range(len(after))]
        if any(old and not new for old, new in zip(before, after, strict=True)):
            raise CheckFailed(
                "a trainable parameter no longer requires a gradient", diagnosis="graph-cut"
            )
        if after != before and record["same_objects"]:
            raise CheckFailed("a frozen parameter became trainable", diagnosis="frozen-thawed")
        if not record["recording"]:
            raise CheckFailed(
                "the recording of gradients stays switched off afterwards",
                hint="Which form of switching it off ends by itself?",
            )


@pytest.mark.points(2)
@pytest.mark.requires("test_single_layer")
def test_buffers(probe, reference, rng):
    """Buffers, which are not parameters, are left alone"""
    problem = reference.module(rng, "nested")
    record = ask(probe, problem)
    before = reference.buffers(problem)
    if len(record["buffers"]) != len(before) or not all(map(identical, record["buffers"], before)):
        raise CheckFailed("a buffer was changed", diagnosis="buffers-changed")


@pytest.mark.points(1)
@pytest.mark.requires("test_single_layer")
def test_precision_and_device(probe, reference, rng, devices):
    """It works in single and double precision, on each device"""
    for device in devices:
        for dtype in (torch.float32, torch.float64):
            problem = reference.module(rng, "layer", dtype)
            record = ask(probe, problem, device)
            expect_zeros(record, reference, problem)
            if not record["on_device"]:
                raise CheckFailed(f"a parameter is no longer on {device}")
