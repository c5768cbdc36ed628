"""Task linear_model: `Adaline3`, an nn.Module around one zero-initialised nn.Linear."""

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
    size_hint,
)

pytestmark = pytest.mark.task("linear_model")

# The training of `test_stated_accuracy`: whole-batch steps, as far as 20 epochs of minibatches.
STEPS, RATE = 14, 0.1


def built(probe, reference, rng, *, device="cpu", dtypes=(torch.float32, torch.float32)):
    """Return the records of fresh models, built at different states of the random stream."""
    problems = [reference.training(rng, n=7, dtype=dtype) for dtype in dtypes]
    return expect_records(
        probe.fresh_models(problems, device),
        len(problems),
        is_module=bool,
        trainable=bool,
        frozen=str,
        on_device=bool,
        layers=str,
        parameters=object,
    )


def passed(probe, problems, device="cpu"):
    """Return the records of a forward and a backward pass at each problem's parameters."""
    return expect_records(
        probe.linear_passes(problems, device),
        len(problems),
        filled=bool,
        recorded=bool,
        on_device=bool,
        answer=object,
        grad_w=object,
        grad_b=object,
    )


def output(record, problem, sizes, hint=""):
    """Return the output of a forward pass if it has the form (n,)."""
    answer = record["answer"]
    n = len(problem["y"])
    expect_something(answer, "what `forward` returns")
    if isinstance(answer, torch.Tensor) and answer.shape == () and n == 1:
        raise CheckFailed(
            "the output for a single sample has shape (), not (1,)", diagnosis="squeezed-away"
        )
    if isinstance(answer, torch.Tensor) and answer.shape == (n, 1) and n > 1:
        raise CheckFailed(
            "the output for n samples has shape (n, 1), not (n,)", diagnosis="broadcast-loss"
        )
    if isinstance(answer, torch.Tensor) and answer.shape == (n, problem["x"].shape[1]):
        raise CheckFailed(
            "the output for n samples has shape (n, F), not (n,)", diagnosis="output-per-feature"
        )
    form = {"dtype": problem["x"].dtype, "shapes": [(n,)], "sizes": sizes}
    return expect_tensor(answer, "the output", **form, hint=hint)


def downhill(record, problem):
    """Return the negative gradients of a backward pass, (F, 1) and (1,)."""
    if record["grad_w"] is None or record["grad_b"] is None:
        raise CheckFailed(
            "a parameter has no gradient after `backward`",
            diagnosis=None if record["recorded"] else "graph-cut",
        )
    features = problem["x"].shape[1]
    kind = {"dtype": problem["x"].dtype, "sizes": {features: "F"}}
    grad_w = expect_tensor(
        record["grad_w"], "the gradient of the weight", shapes=[(1, features)], **kind
    )
    grad_b = expect_tensor(record["grad_b"], "the gradient of the bias", shapes=[(1,)], **kind)
    return -grad_w.T, -grad_b


@pytest.mark.points(4)
def test_registers_its_parameters(probe, reference, rng):
    """`Adaline3` is an nn.Module whose `parameters()` lists trainable leaves"""
    for record in built(probe, reference, rng):
        if not record["is_module"]:
            raise CheckFailed("`Adaline3` is not an nn.Module")
        if not _tensors(record["parameters"]):
            raise CheckFailed("`parameters()` is empty", diagnosis="unregistered-parameter")
        if not record["trainable"]:
            raise CheckFailed(
                "a parameter does not require a gradient",
                diagnosis="bias-frozen" if record["frozen"] == "(1,)" else "graph-cut",
            )


@pytest.mark.points(3)
@pytest.mark.requires("test_registers_its_parameters")
def test_one_output_layer(probe, reference, rng):
    """It holds one nn.Linear, from the features to one output, with a bias"""
    for record in built(probe, reference, rng):
        if record["layers"] == f"{reference.F}->{reference.F}":
            raise CheckFailed(
                "the nn.Linear has as many outputs as features", diagnosis="output-per-feature"
            )
        if record["layers"] != f"{reference.F}->1":
            raise CheckFailed(
                "it does not hold one nn.Linear from the features to one output",
                hint="Print your model for 3 features: which layers does it have, of which sizes?",
            )
        shapes = [tuple(p.shape) for p in _tensors(record["parameters"])]
        if sorted(shapes) != [(1,), (1, reference.F)]:
            raise CheckFailed(
                "`parameters()` does not list just a weight (1, F) and a bias (1,)",
                diagnosis="bias-missing" if shapes == [(1, reference.F)] else None,
            )


@pytest.mark.points(4)
@pytest.mark.requires("test_registers_its_parameters")
def test_starts_at_zero(probe, reference, rng):
    """All its parameters are zero before training"""
    for record in built(probe, reference, rng):
        parameters = _tensors(record["parameters"])
        if not parameters or any(bool(parameter.any()) for parameter in parameters):
            raise CheckFailed(
                "a parameter is not zero before training", diagnosis="not-zero-initialised"
            )


def _tensors(found):
    values = found if isinstance(found, list) else []
    return [value for value in values if isinstance(value, torch.Tensor)]


@pytest.mark.points(4)
@pytest.mark.requires("test_registers_its_parameters")
def test_output_shape(probe, reference, rng):
    """For n samples the output has shape (n,), for a single one as well"""
    problems = [reference.problem(rng, n=n) for n in (7, 7, 1)]
    records = passed(probe, problems)
    hint = size_hint([record["answer"] for record in records], [7, 7, 1])
    first, second, _ = (
        output(record, problem, reference.SIZES, hint)
        for record, problem in zip(records, problems, strict=True)
    )
    # A layer of another form did not take our numbers: what it says is its own start.
    if records[0]["filled"] and torch.equal(first, second):
        raise CheckFailed("the output is the same for different data", diagnosis=constant(first))


@pytest.mark.points(2)
@pytest.mark.requires("test_output_shape")
def test_output_values(probe, reference, mistakes, rng):
    """The output is the net input of the layer's weight and bias"""
    problems = [reference.problem(rng, n=n) for n in (7, 1)]
    records = passed(probe, problems)
    answers = [record["answer"] for record in records]
    for record, problem in zip(records, problems, strict=True):
        if not agrees(record["answer"], problem["yhat"]):
            diagnosis = diagnose(problems, answers, mistakes.OUTPUTS)
            raise CheckFailed(
                "the output is not x times the weight plus the bias",
                diagnosis=diagnosis,
                hint="" if diagnosis else "What else do you do to the output of the layer?",
                evidence=evidence(record["answer"], problem["yhat"]),
            )


@pytest.mark.points(1)
@pytest.mark.requires("test_one_output_layer", "test_output_values")
def test_gradient_reaches_the_parameters(probe, reference, rng):
    """`backward` on a loss of its output reaches weight and bias"""
    problems = [reference.problem(rng) for _ in range(2)]
    for record, problem in zip(passed(probe, problems), problems, strict=True):
        truth = reference.negative_gradients(problem)
        found = downhill(record, problem)
        if not agrees(found, truth):
            raise CheckFailed(
                "the gradient of a loss of the output is wrong", evidence=evidence(found, truth)
            )


@pytest.mark.points(1)
@pytest.mark.requires("test_one_output_layer", "test_output_values")
def test_precision_and_device(probe, reference, rng, devices):
    """`device` and `dtype` are passed on to the layer"""
    if probe.follows_device() is False:
        raise CheckFailed("`device` is not passed on to the layer")
    for device in devices:
        models = built(probe, reference, rng, device=device, dtypes=reference.DTYPES)
        for fresh, dtype in zip(models, reference.DTYPES, strict=True):
            kept = {parameter.dtype for parameter in _tensors(fresh["parameters"])} == {dtype}
            if not (kept and fresh["on_device"]):
                raise CheckFailed(f"asked for {str(dtype)[6:]} on {device}, it is built otherwise")
        problems = [reference.problem(rng, dtype=dtype) for dtype in reference.DTYPES]
        for record, problem in zip(passed(probe, problems, device), problems, strict=True):
            answer = output(record, problem, reference.SIZES)
            if not (record["on_device"] and agrees(answer, problem["yhat"])):
                named = str(problem["x"].dtype)[6:]
                raise CheckFailed(f"the output is wrong in {named} on {device}")


@pytest.mark.points(1)
@pytest.mark.requires("test_output_values", "test_gradient_reaches_the_parameters")
def test_stated_accuracy(probe, reference, devices, targets):
    """Trained by gradient descent from its own start, it reaches the stated accuracies"""
    data = reference.iris()
    for device in devices:
        if reference.reaches(probe.trained(reference.BY_BACKWARD, data, device), targets):
            continue
        # The grader does the arithmetic of each step, so that no training loop enters the worker.
        weight, bias = data["weight"], data["bias"]
        for _ in range(STEPS):
            (record,) = passed(probe, [{**data, "weight": weight, "bias": bias}], device)
            step_w, step_b = downhill(record, data)
            weight, bias = weight + RATE * step_w, bias + RATE * step_b
        trained = {**data, "weight": weight, "bias": bias}
        test = {**trained, "x": data["x_test"], "y": data["y_test"]}
        on_train, on_test = passed(probe, [trained, test], device)
        reference.expect_accuracies(
            {"train": on_train["answer"], "test": on_test["answer"]}, targets
        )
