"""Task grad_call: `negative_gradients(model, loss)` by `torch.autograd.grad`.

The loss comes from outside, and its gradient carries a factor that is drawn on the way back, and
was nowhere to be read before.
"""

import pytest
import torch

from autograder.errors import CheckFailed
from autograder.gradients import (
    agrees,
    diagnose,
    evidence,
    expect_number,
    expect_records,
    identical,
    scale_hint,
)

pytestmark = pytest.mark.task("grad_call")

WHAT = "what `negative_gradients` returns"


def ask(probe, reference, problems, device="cpu"):
    """Return the probe's records: `said` is what came back, `answer` the pair that it means."""
    found = expect_records(
        probe.grad_calls(problems, device),
        len(problems),
        carries_graph=bool,
        on_device=bool,
        same_parameters=bool,
        factor=object,
        said=object,
        grads=object,
        after=object,
    )
    for record, problem in zip(found, problems, strict=True):
        record["answer"] = reference.pair(record["said"], WHAT, problem, from_grad=True)
    return found


@pytest.mark.points(1)
def test_returns_a_pair(probe, reference, rng):
    """`negative_gradients` returns a gradient for weight and bias, and both depend on the loss"""
    problems = [reference.problem(rng) for _ in range(2)]
    first, second = (record["answer"] for record in ask(probe, reference, problems))
    for one, other, name in zip(first, second, reference.PARTS, strict=True):
        if identical(one, other):
            # Zeros are also what autograd gives where the loss does not depend on a parameter.
            raise CheckFailed(
                f"{name} is the same for different losses",
                diagnosis="hard-coded" if one.any() else None,
            )


@pytest.mark.points(1)
@pytest.mark.requires("test_returns_a_pair")
def test_shapes(probe, reference, rng):
    """They are tensors of shapes (F, 1) and (1,), in the precision of the parameters"""
    problem = reference.problem(rng)
    (record,) = ask(probe, reference, [problem])
    reference.expect_form(record["said"], WHAT, problem, from_grad=True)


@pytest.mark.points(8)
@pytest.mark.requires("test_returns_a_pair")
def test_gradients_of_the_squared_error(probe, reference, mistakes, rng):
    """The negative gradients of the mean squared error are right"""
    problems = [reference.problem(rng, n=n) for n in (7, 7, 5)]
    answers = [record["answer"] for record in ask(probe, reference, problems)]
    truths = [reference.negative_gradients(problem) for problem in problems]
    for answer, truth in zip(answers, truths, strict=True):
        if not agrees(answer, truth):
            hypotheses = mistakes.signed(reference.negative_gradients)
            diagnosis = diagnose(problems, answers, hypotheses) or blind(
                probe, reference, problems[:2]
            )
            raise CheckFailed(
                "the negative gradients of the mean squared error are wrong",
                diagnosis=diagnosis,
                hint="" if diagnosis else scale_hint(answer, truth),
                evidence=evidence(answer, truth),
            )


@pytest.mark.points(4)
@pytest.mark.requires("test_gradients_of_the_squared_error")
def test_any_loss(probe, reference, rng):
    """It differentiates whatever loss it is given"""
    problems = [reference.problem(rng, loss=loss) for loss in ("mse", "quartic", "log_cosh")]
    for record, problem in zip(ask(probe, reference, drawn(problems)), problems, strict=True):
        truth = reference.negative_gradients(problem)
        answer = over_factor(record)
        if answer is None or not agrees(answer, truth):
            diagnosis = blind(probe, reference, problems[:2])
            # By hand it is off by whatever was drawn, which tells nothing.
            told = {} if answer is None or diagnosis else evidence(answer, truth)
            raise CheckFailed(
                "for another loss the gradients are wrong", diagnosis=diagnosis, evidence=told
            )


def drawn(problems):
    """Return the problems, the gradient of their losses times a factor that the way back draws."""
    return [{**problem, "factor": None} for problem in problems]


def over_factor(record):
    """Return an answer over the factor that was drawn; None where nobody walked back."""
    if record["factor"] is None:
        return None
    factor = expect_number(record["factor"], "the factor")
    return tuple(part / factor for part in record["answer"])


def blind(probe, reference, problems):
    """Return the diagnosis of answers that stay the same when the loss's gradient does not."""
    pairs = zip(
        ask(probe, reference, problems), ask(probe, reference, drawn(problems)), strict=True
    )
    same = all(agrees(one["answer"], other["answer"]) for one, other in pairs)
    return "manual-in-autograd" if same else None


@pytest.mark.points(2)
@pytest.mark.requires("test_gradients_of_the_squared_error")
def test_carries_no_graph(probe, reference, rng):
    """The answer carries no graph of its own"""
    for record in ask(probe, reference, [reference.problem(rng)]):
        if record["carries_graph"]:
            raise CheckFailed(
                "the returned tensors require a gradient themselves",
                hint="Does the task ask for a second derivative?",
            )


@pytest.mark.points(1)
@pytest.mark.requires("test_gradients_of_the_squared_error")
def test_changes_nothing(probe, reference, rng):
    """It changes neither the parameters nor their `.grad`"""
    fresh, held = (reference.problem(rng) for _ in range(2))
    held["grads"] = [torch.randn(3, 1, generator=rng), torch.randn(1, generator=rng)]
    for record, problem in zip(ask(probe, reference, [fresh, held]), (fresh, held), strict=True):
        after = record["after"] if isinstance(record["after"], dict) else {}
        kept = all(identical(after.get(name), problem[name]) for name in ("weight", "bias"))
        if not (kept and record["same_parameters"]):
            raise CheckFailed("a parameter is not the same after `negative_gradients`")
        if not _same_grads(record["grads"], problem.get("grads", [None, None])):
            raise CheckFailed(
                "`.grad` of a parameter is not the same after `negative_gradients`",
                hint="Which function of torch.autograd returns gradients and stores nothing?",
            )


def _same_grads(grads, before):
    if not isinstance(grads, list) or len(grads) != len(before):
        return False
    pairs = zip(grads, before, strict=True)
    return all(g is None if b is None else identical(g, b) for g, b in pairs)


@pytest.mark.points(1)
@pytest.mark.requires("test_gradients_of_the_squared_error")
def test_precision_and_device(probe, reference, rng, devices):
    """It works in single and double precision, on each device"""
    for device in devices:
        problems = [reference.problem(rng, dtype=dtype) for dtype in 2 * reference.DTYPES]
        for record, problem in zip(ask(probe, reference, problems, device), problems, strict=True):
            truth = reference.negative_gradients(problem)
            kept = record["on_device"] and reference.keeps_precision(record["said"], problem)
            if not (kept and agrees(record["answer"], truth)):
                raise CheckFailed(
                    f"the answer is wrong in {str(problem['x'].dtype)[6:]} on {device}",
                    evidence=evidence(record["answer"], truth),
                )


@pytest.mark.points(2)
@pytest.mark.requires("test_gradients_of_the_squared_error")
def test_stated_accuracy(probe, reference, devices, targets):
    """Trained with these gradients, the model reaches the stated accuracies"""
    data = reference.iris()
    for device in devices:
        if not reference.reaches(probe.trained(reference.BY_GRAD, data, device), targets):
            reference.expect_accuracies(probe.train_grad(data, device), targets)
