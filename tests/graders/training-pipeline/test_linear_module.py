"""Task linear_module: `LinearRegression`, an nn.Module around one nn.Linear, with any start.

What it computes is judged for the layer that it holds, so wrong sizes are not charged twice.
"""

import pytest
import torch

from autograder.errors import CheckFailed
from autograder.gradients import (
    agrees,
    diagnose,
    evidence,
    expect_records,
    expect_something,
    expect_tensor,
)

pytestmark = pytest.mark.task("linear_module")

SIZES = [(4, 1), (3, 2), (2, 5)]
N = 7


def built(probe, sizes=SIZES, device="cpu", dtype="float32"):
    """Return the record of a fresh model for each pair of sizes."""
    problems = [{"sizes": list(pair), "dtype": dtype} for pair in sizes]
    return expect_records(
        probe.fresh_models(problems, device),
        len(problems),
        is_module=bool,
        trainable=bool,
        frozen=list,
        on_device=bool,
        layers=object,
        parameters=object,
    )


def tensors(found):
    """Return the tensors in what should be a list of them."""
    values = found if isinstance(found, list) else []
    return [value for value in values if isinstance(value, torch.Tensor)]


def problems_for(probe, rng, n=N, device="cpu", dtype=torch.float32):
    """Draw parameters and x for models of the sizes that the student's models have."""
    drawn = []
    for sizes, record in zip(SIZES, built(probe, device=device, dtype=_name(dtype)), strict=True):
        weights = [p.shape for p in tensors(record["parameters"]) if p.dim() == 2]
        has_bias = any(p.dim() == 1 for p in tensors(record["parameters"]))
        outs, ins = weights[0] if len(weights) == 1 else sizes[::-1]
        weight, bias, x = (
            torch.randn(*shape, generator=rng, dtype=torch.float64).to(dtype)
            for shape in ((outs, ins), (outs,), (n, ins))
        )
        bias = bias if has_bias else torch.zeros_like(bias)
        given = {"sizes": list(sizes), "dtype": _name(dtype)}
        drawn.append({**given, "weight": weight, "bias": bias, "x": x})
    return drawn


def _name(dtype):
    return str(dtype).removeprefix("torch.")


def passed(probe, problems, device="cpu"):
    """Return the records of a forward and a backward pass at each problem's parameters."""
    return expect_records(
        probe.linear_passes(problems, device),
        len(problems),
        on_device=bool,
        answer=object,
        grads=object,
    )


def truth(problem):
    """Return x Wᵀ + b."""
    return problem["x"] @ problem["weight"].T + problem["bias"]


def without_bias(problem):
    """Return x Wᵀ."""
    return problem["x"] @ problem["weight"].T


def output(record, problem):
    """Return the output of a forward pass if it has the form (n, output_dim)."""
    answer, (n, outs) = record["answer"], truth(problem).shape
    expect_something(answer, "what `forward` returns")
    if isinstance(answer, torch.Tensor) and answer.dim() < 2 and outs == 1:
        raise CheckFailed(
            "with output_dim=1 the output is not a column of shape (n, 1)",
            diagnosis="broadcast-loss",
        )
    sizes = {n: "n", outs: "output_dim"}
    dtype = problem["x"].dtype
    return expect_tensor(answer, "the output", dtype=dtype, shapes=[(n, outs)], sizes=sizes)


@pytest.mark.points(5)
def test_registers_its_parameters(probe):
    """`LinearRegression` is an nn.Module whose `parameters()` lists trainable leaves"""
    for record in built(probe):
        if not record["is_module"]:
            raise CheckFailed("`LinearRegression` is not an nn.Module")
        if not record["parameters"]:
            raise CheckFailed("`parameters()` is empty", diagnosis="unregistered-parameter")
        if not record["trainable"]:
            raise CheckFailed(
                "a parameter does not require a gradient",
                diagnosis="bias-frozen" if record["frozen"] == [1] else "graph-cut",
            )


@pytest.mark.points(5)
@pytest.mark.requires("test_registers_its_parameters")
def test_sizes_of_the_layer(probe):
    """It holds one nn.Linear, from input_dim to output_dim"""
    for (ins, outs), record in zip(SIZES, built(probe), strict=True):
        layers = record["layers"]
        if layers == [[ins, ins]]:
            raise CheckFailed(
                "the nn.Linear has as many outputs as inputs, whatever output_dim is",
                diagnosis="output-per-feature",
            )
        if layers == [[outs, ins]]:
            raise CheckFailed(
                "the nn.Linear leads from output_dim to input_dim", diagnosis="weight-transposed"
            )
        if layers != [[ins, outs]]:
            raise CheckFailed(
                "it does not hold one nn.Linear from input_dim to output_dim",
                hint="Print your model for 3 inputs, 2 outputs: which layers does it have?",
            )


@pytest.mark.points(3)
@pytest.mark.requires("test_registers_its_parameters")
def test_weight_and_bias(probe):
    """Its parameters are a weight and a bias"""
    for record in built(probe):
        dims = sorted(p.dim() for p in tensors(record["parameters"]))
        if dims == [2]:
            raise CheckFailed(
                "the layer has no bias",
                diagnosis="bias-missing",
                hint="What does a line y = wx + b need besides its slope?",
            )
        if dims != [1, 2]:
            raise CheckFailed("`parameters()` does not list just a weight and a bias")


@pytest.mark.points(4)
@pytest.mark.requires("test_registers_its_parameters")
def test_output_shape(probe, rng):
    """For n samples the output has shape (n, output_dim), also for one sample and one output"""
    for n in (N, 1):
        problems = problems_for(probe, rng, n)
        for record, problem in zip(passed(probe, problems), problems, strict=True):
            output(record, problem)


@pytest.mark.points(4)
@pytest.mark.requires("test_output_shape")
def test_output_values(probe, rng):
    """The output is what the layer's weight and bias make of x"""
    problems = problems_for(probe, rng)
    records = passed(probe, problems)
    answers = [record["answer"] for record in records]
    for record, problem in zip(records, problems, strict=True):
        if not agrees(record["answer"], truth(problem)):
            diagnosis = diagnose(problems, answers, [("bias-missing", without_bias)])
            raise CheckFailed(
                "the output is not x times the layer's weight plus its bias",
                diagnosis=diagnosis,
                hint="" if diagnosis else "What else do you do to the output of the layer?",
                evidence=evidence(record["answer"], truth(problem)),
            )


@pytest.mark.points(2)
@pytest.mark.requires("test_registers_its_parameters", "test_output_values")
def test_gradient_reaches_the_parameters(probe, rng):
    """`backward` on a loss of its output reaches every parameter"""
    for record in passed(probe, problems_for(probe, rng)):
        if not isinstance(record["answer"], torch.Tensor):
            raise CheckFailed("the output is not a tensor")
        grads = record["grads"] if isinstance(record["grads"], list) else []
        if not grads or len(tensors(grads)) < len(grads):
            raise CheckFailed("a parameter has no gradient after `backward`", diagnosis="graph-cut")


@pytest.mark.points(2)
@pytest.mark.requires("test_output_values")
def test_precision_and_device(probe, rng, devices):
    """`device` and `dtype` are passed on to the layer"""
    if probe.follows_device() is False:
        raise CheckFailed("`device` is not passed on to the layer")
    for device in devices:
        for dtype in (torch.float32, torch.float64):
            where = f"{_name(dtype)} on {device}"
            for record in built(probe, device=device, dtype=_name(dtype)):
                dtypes = {parameter.dtype for parameter in tensors(record["parameters"])}
                if dtypes != {dtype} or not record["on_device"]:
                    raise CheckFailed(f"asked for {where}, it is built otherwise")
            problems = problems_for(probe, rng, device=device, dtype=dtype)
            for record, problem in zip(passed(probe, problems, device), problems, strict=True):
                if not (record["on_device"] and agrees(record["answer"], truth(problem))):
                    raise CheckFailed(f"the output is wrong in {where}")
