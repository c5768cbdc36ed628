"""Task manual_gradient: `Adaline1.backward(x, yhat, y)`, derived by hand.

Judged at random parameters that are not zero: at zero a missing bias and a threshold are invisible.
"""

import pytest

from autograder.errors import CheckFailed
from autograder.gradients import (
    agrees,
    constant,
    diagnose,
    error,
    evidence,
    expect_records,
    identical,
    scale_hint,
)

pytestmark = pytest.mark.task("manual_gradient")

WEIGHT, BIAS = 0, 1
WHAT = "what `backward` returns"


def ask(probe, reference, problems, device="cpu"):
    """Return the probe's records: `said` is what came back, `answer` the pair that it means."""
    found = expect_records(
        probe.manual_gradients(problems, device),
        len(problems),
        engine=bool,
        forwards=int,
        on_device=bool,
        kept_dtype=bool,
        said=object,
        after=object,
    )
    for record, problem in zip(found, problems, strict=True):
        record["answer"] = reference.pair(record["said"], WHAT, problem)
    return found


def ask_by_hand(probe, reference, problems, device="cpu"):
    """Return the same; raise CheckFailed unless every answer was worked out by arithmetic."""
    found = ask(probe, reference, problems, device)
    for record in found:
        if record["engine"]:
            raise CheckFailed(
                "PyTorch's automatic differentiation ran inside `backward`",
                hint="In this task you are the one who differentiates.",
            )
        # One forward can be a mistake of its own (`gradient-no-bias`); differences take more.
        if record["forwards"] > 1:
            raise CheckFailed(
                "`backward` calls `forward` again and again, as finite differences do",
                hint="In this task you are the one who differentiates.",
            )
    return found


def expect_gradient(probe, reference, mistakes, rng, part, words):
    """Compare one part of the answers on batches of three sizes; diagnose the pair."""
    problems = [reference.problem(rng, n=n) for n in (7, 7, 5, 40)]
    answers = [record["answer"] for record in ask_by_hand(probe, reference, problems)]
    truths = [reference.negative_gradients(problem) for problem in problems]
    for answer, truth in zip(answers, truths, strict=True):
        if not agrees(answer[part], truth[part]):
            mine = [answer[part] for answer in answers]
            diagnosis = diagnose(problems, answers, mistakes.GRADIENTS) or diagnose(
                problems, mine, _part(mistakes.GRADIENTS, part)
            )
            asked = scale_hint(mine, [truth[part] for truth in truths])
            raise CheckFailed(
                f"the negative gradient of the {words} is wrong",
                diagnosis=diagnosis,
                hint="" if diagnosis else asked,
                evidence=evidence(answer[part], truth[part]),
            )


def _part(hypotheses, part):
    return [(name, lambda problem, f=f: f(problem)[part]) for name, f in hypotheses]


@pytest.mark.points(1)
def test_returns_a_pair(probe, reference, rng):
    """`backward` returns a gradient for weights and bias, and both depend on the data"""
    problems = [reference.problem(rng) for _ in range(2)]
    first, second = (record["answer"] for record in ask(probe, reference, problems))
    for one, other, name in zip(first, second, reference.PARTS, strict=True):
        if identical(one, other):
            raise CheckFailed(f"{name} is the same for different data", diagnosis=constant(one))


@pytest.mark.points(1)
@pytest.mark.requires("test_returns_a_pair")
def test_shapes(probe, reference, rng):
    """They are tensors of shapes (F, 1) and (1,), in the precision of the inputs"""
    problem = reference.problem(rng)
    (record,) = ask(probe, reference, [problem])
    reference.expect_form(record["said"], WHAT, problem)


@pytest.mark.points(3)
@pytest.mark.requires("test_returns_a_pair")
def test_by_arithmetic(probe, reference, rng):
    """The gradient is worked out by arithmetic, without autograd and without nudging parameters"""
    problems = [reference.problem(rng) for _ in range(3)]
    # Far from the minimum a difference of two losses loses digits, and a derivative none.
    far = [reference.large_errors(problem) for problem in problems]
    records = ask_by_hand(probe, reference, [*problems, *far])
    off = [
        error(record["answer"], reference.negative_gradients(problem))
        for record, problem in zip(records, [*problems, *far], strict=True)
    ]
    if max(off[:3]) < reference.NEARLY and max(off) > reference.EXACT:
        raise CheckFailed(
            "the gradient is nearly right, but measured by differences or rounded on the way",
            hint="In this task you are the one who differentiates.",
            evidence={"error": max(off[:3]), "error far from the minimum": max(off[3:])},
        )


@pytest.mark.points(11)
@pytest.mark.requires("test_by_arithmetic")
def test_gradient_of_the_weights(probe, reference, mistakes, rng):
    """The negative gradient of the weights is right"""
    expect_gradient(probe, reference, mistakes, rng, WEIGHT, "weights")


@pytest.mark.points(6)
@pytest.mark.requires("test_by_arithmetic")
def test_gradient_of_the_bias(probe, reference, mistakes, rng):
    """The negative gradient of the bias is right"""
    expect_gradient(probe, reference, mistakes, rng, BIAS, "bias")


@pytest.mark.points(3)
@pytest.mark.requires("test_gradient_of_the_weights", "test_gradient_of_the_bias")
def test_uses_the_given_predictions(probe, reference, rng):
    """The gradient belongs to the `yhat` that it is given, whatever it is"""
    problems = [reference.arbitrary_yhat(rng, reference.problem(rng)) for _ in range(3)]
    for record, problem in zip(ask_by_hand(probe, reference, problems), problems, strict=True):
        truth = reference.negative_gradients(problem)
        if not agrees(record["answer"], truth):
            own = reference.negative_gradients(reference.own_yhat(problem))
            raise CheckFailed(
                "the answer does not follow from the `yhat` that it was given",
                diagnosis="yhat-ignored" if agrees(record["answer"], own) else None,
                hint="`backward` is given all that it needs: x, yhat and y.",
                evidence=evidence(record["answer"], truth),
            )


@pytest.mark.points(1)
@pytest.mark.requires("test_gradient_of_the_weights", "test_gradient_of_the_bias")
def test_changes_nothing(probe, reference, rng):
    """`backward` changes neither its arguments nor the model"""
    problem = reference.problem(rng)
    (record,) = ask(probe, reference, [problem])
    after = record["after"] if isinstance(record["after"], dict) else {}
    for name in ("x", "yhat", "y", "weight", "bias"):
        if not identical(after.get(name), problem[name]):
            raise CheckFailed(f"`{name}` is not the same after `backward`")


@pytest.mark.points(2)
@pytest.mark.requires("test_gradient_of_the_weights", "test_gradient_of_the_bias")
def test_precision_and_device(probe, reference, rng, devices):
    """It works in single and double precision, on each device"""
    for device in devices:
        problems = [reference.problem(rng, dtype=dtype) for dtype in 2 * reference.DTYPES]
        for record, problem in zip(
            ask_by_hand(probe, reference, problems, device), problems, strict=True
        ):
            if not record["kept_dtype"]:
                raise CheckFailed("`Adaline1` does not pass on its `dtype`")
            truth = reference.negative_gradients(problem)
            kept = record["on_device"] and reference.keeps_precision(record["said"], problem)
            if not (kept and agrees(record["answer"], truth)):
                raise CheckFailed(
                    f"the answer is wrong in {str(problem['x'].dtype)[6:]} on {device}",
                    evidence=evidence(record["answer"], truth),
                )


@pytest.mark.points(2)
@pytest.mark.requires("test_gradient_of_the_weights", "test_gradient_of_the_bias")
def test_stated_accuracy(probe, reference, devices, targets):
    """Trained from zero with this gradient, the model reaches the stated accuracies"""
    for device in devices:
        if probe.starts_at_zero(device) is False:
            raise CheckFailed(
                "weight or bias of a new `Adaline1` is not zero", diagnosis="not-zero-initialised"
            )
        data = reference.iris()
        if not reference.reaches(probe.trained(reference.BY_HAND, data, device), targets):
            reference.expect_accuracies(probe.train_manual(data, device), targets)
