"""Task backward_loop: `train_backward`, on a model of ours.

One step on the whole batch shows forward, loss, backward and step apart from the order of rows,
from clearing and from the noted cost; the history over minibatches then shows these. What is
returned counts where the costs are asked about, and nowhere else. So one mistake costs once.
"""

import math

import pytest
import torch

from autograder.errors import CheckFailed, StudentFault
from autograder.gradients import (
    HISTORY,
    agrees,
    constant,
    diagnose,
    evidence,
    expect_number,
    expect_numbers,
    expect_records,
    expect_tensor,
    first_difference,
    history_hint,
    identical,
    loss_curves,
    scale_hint,
)

pytestmark = pytest.mark.task("backward_loop")

FACTORS = 9  # on a loss's gradient, of both signs
MOST_EPOCHS = 200  # that are trained to find out how many the student's loop has made


def ask(probe, problems, device="cpu"):
    """Return the probe's records, with `moved`, the parameters' change over the rate."""
    found = expect_records(
        probe.train_backward(problems, device),
        len(problems),
        carries_graph=bool,
        by_hand=bool,
        draws=int,
        backwards=int,
        reached=bool,
        same_parameters=bool,
        leaves=bool,
        factor=object,
        costs=object,
        grads=object,
        weight=object,
        bias=object,
        after=object,
    )
    for record, problem in zip(found, problems, strict=True):
        record["moved"] = tuple(_moved(record, problem, name) for name in ("weight", "bias"))
    return found


def _moved(record, problem, name):
    before = problem[name]
    after = expect_tensor(
        record[name],
        f"the model's {name} after training",
        dtype=before.dtype,
        shapes=[tuple(before.shape)],
        sizes={len(before): "F"},
    )
    return (after - before) / problem.get("learning_rate", 1.0)


def costs_of(record, problem):
    """Return what training returned, if that is one finite number for each epoch."""
    what = "what `train_backward` returns"
    return expect_numbers(record.get("costs"), what, problem["epochs"], each="epoch")


def expect_costs(reference, record, problem):
    """Return the same; raise CheckFailed with the diagnosis of epochs that are counted wrong.

    They are where the parameters are those of as many epochs as there are costs.
    """
    try:
        return costs_of(record, problem)
    except CheckFailed as fault:
        noted = record["costs"]
        epochs = len(noted) if isinstance(noted, list | tuple) else problem["epochs"]
        if epochs != problem["epochs"] and epochs <= MOST_EPOCHS:
            _, *parameters = reference.train({**problem, "epochs": epochs})
            if agrees((record["weight"], record["bias"]), tuple(parameters)):
                fault.diagnosis = "iterations-miscounted"
        raise


def told_costs(record, problem):
    """Return the same; None where what was returned is anything else."""
    try:
        return costs_of(record, problem)
    except CheckFailed:
        return None


def stands_still(record):
    """Whether training left the model as it was."""
    return agrees(record["moved"], tuple(torch.zeros_like(part) for part in record["moved"]))


def why_still(record, costs, start):
    """Return the diagnosis of a model that training left as it was, at the loss `start`."""
    if not record["same_parameters"]:
        return "optimizer-holds-old"
    # It trained another model, or none.
    elsewhere = costs is None or not agrees(costs[-1], start, rtol=HISTORY)
    if record["by_hand"] or elsewhere:
        return None
    if not record["backwards"]:
        return "graph-cut"
    if not record["reached"]:
        return "optimizer-holds-old"
    grads = record["grads"] if isinstance(record["grads"], list) else [torch.ones(())]
    cleared = all(g is None or (isinstance(g, torch.Tensor) and not g.any()) for g in grads)
    return "zero-before-step" if cleared else None


def curves_on_iris(probe, reference):
    """Return the losses on the notebook's data beside the right ones, for the student's page."""
    try:
        (record,) = ask(probe, [reference.iris()])
        return loss_curves(costs_of(record, reference.iris()), reference.iris_costs())
    except (CheckFailed, StudentFault):
        return {}


def trained_as_stated(probe, reference, device, targets):
    """Whether the notebook's own training has the stated losses and accuracies.

    It need not, where all is right here: the model that it trains is of another task.
    """
    found = probe.trained(reference.BY_BACKWARD, reference.iris(), device)
    if not reference.reaches(found, targets):
        return False
    costs = told_costs(found, reference.iris())
    return costs is not None and first_difference(costs, reference.iris_costs()) is None


@pytest.mark.points(1)
def test_returns_costs(probe, reference, rng):
    """`train_backward` returns one number for each epoch, and they depend on the data"""
    problems = [reference.single_step(rng, epochs=3, watched=False) for _ in range(2)]
    first, second = (
        expect_costs(reference, record, problem)
        for record, problem in zip(ask(probe, problems), problems, strict=True)
    )
    if first == second:
        raise CheckFailed("the costs are the same for different data", diagnosis=constant(first))
    # Every epoch is asked for, also where there is nothing left to learn.
    settled = reference.settled(rng, epochs=6)
    (record,) = ask(probe, [settled])
    expect_costs(reference, record, settled)


@pytest.mark.points(1)
def test_moves_the_parameters(probe, reference, rng):
    """Training moves the parameters of the model that it is given"""
    problem = reference.single_step(rng, epochs=2)
    (record,) = ask(probe, [problem])
    if stands_still(record):
        start = float(reference.loss(problem["loss"], problem["yhat"], problem["y"]))
        costs = told_costs(record, problem)
        diagnosis = why_still(record, costs, start)
        fault = CheckFailed("training leaves the parameters as they are", diagnosis=diagnosis)
        if diagnosis is None and costs is not None and not agrees(costs[-1], start, rtol=HISTORY):
            fault.hint = "Your costs change, the model does not: which model does your loop train?"
        elif diagnosis is None:
            (several,) = ask(probe, [reference.training(rng, watched=False)])
            if not stands_still(several):
                fault.message += ", where all rows are one minibatch"
                fault.diagnosis = "last-batch-dropped"
            elif record["reached"]:
                fault.diagnosis = "parameters-untouched"
        raise fault


@pytest.mark.points(8)
@pytest.mark.requires("test_moves_the_parameters")
def test_one_step(probe, reference, mistakes, rng):
    """One step on a single batch moves each parameter by the learning rate times its gradient"""
    problems = [reference.single_step(rng) for _ in range(3)]
    found = ask(probe, problems)
    for record, problem in zip(found, problems, strict=True):
        if stands_still(record):
            raise CheckFailed(
                "one epoch with a single batch leaves the parameters as they are",
                hint="How often does the loop over the epochs run for `num_epochs=1`?",
            )
        if record["by_hand"]:
            raise CheckFailed(
                "the gradient did not come from `backward`", diagnosis="manual-in-autograd"
            )
        truth = reference.negative_gradients(problem)
        if not agrees(record["moved"], truth):
            moved = [record["moved"] for record in found]
            diagnosis = diagnose(problems, moved, mistakes.steps())
            raise CheckFailed(
                "a single step does not move the parameters as plain SGD does",
                diagnosis=diagnosis,
                hint="" if diagnosis else scale_hint(record["moved"], truth),
                evidence=evidence(record["moved"], truth),
            )


@pytest.mark.points(4)
@pytest.mark.requires("test_moves_the_parameters")
def test_any_loss(probe, reference, rng):
    """Training follows the gradient of the loss that it is given"""
    # Multiplied on its way through the engine: whatever is derived from this loss turns round where
    # the factor does, which nobody knows before.
    problem = reference.single_step(rng, loss="log_cosh", epochs=2, watched=False)
    found = ask(probe, FACTORS * [{**problem, "factor": None}])
    plain = found[0]
    if not all(follows(record, plain) for record in found):
        raise CheckFailed(
            "the steps do not follow the gradient of the `loss_fn` that it was given",
            diagnosis=why_blind(reference, plain, problem),
        )
    # Only this: a cost that is wrong in another way is charged by the history.
    costs, of_mse = told_costs(plain, problem), cost_after(reference, plain, problem, "mse")
    if costs is not None and agrees(costs[-1], of_mse, rtol=HISTORY):
        raise CheckFailed(
            "the noted costs are not those of the `loss_fn` that it was given",
            diagnosis="loss-ignored",
        )


def follows(record, plain):
    """Whether training went the other way where the loss's gradient was turned round."""
    if record["factor"] is None or plain["factor"] is None:
        return False  # nobody walked back through this loss
    factors = [expect_number(one["factor"], "the factor") for one in (record, plain)]
    cosine = evidence(record["moved"], plain["moved"]).get("cosine") or 0.0
    return math.copysign(cosine, cosine * math.prod(factors)) > 0.9


def why_blind(reference, record, problem):
    """Return the diagnosis of steps that do not follow the loss that it was given."""
    named = "manual-in-autograd" if record["by_hand"] else None
    _, weight, bias = reference.train({**problem, "loss": "mse"})
    of_mse = agrees((record["weight"], record["bias"]), (weight, bias))
    return "loss-ignored" if not named and of_mse else named


def cost_after(reference, record, problem, loss):
    """Return a loss over all rows at the parameters where the student's training ended."""
    yhat = (problem["x"] @ record["weight"] + record["bias"]).view(-1)
    return float(reference.loss(loss, yhat, problem["y"]))


@pytest.mark.points(8)
@pytest.mark.requires("test_returns_costs", "test_moves_the_parameters")
def test_loss_history(probe, reference, mistakes, rng):
    """The cost after each epoch is that of minibatch SGD with the given seed"""
    problems = reference.trainings(rng)
    found = ask(probe, problems)
    if found[0]["by_hand"]:
        raise CheckFailed(
            "the gradients did not come from `backward`", diagnosis="manual-in-autograd"
        )
    histories = list(map(costs_of, found, problems))
    for history, problem in zip(histories, problems, strict=True):
        costs, *_ = reference.train(problem)
        parted = first_difference(history, costs)
        if parted is not None:
            hypotheses = mistakes.histories(drawn_once=found[0]["draws"] == 1)
            diagnosis = diagnose(problems, histories, hypotheses, rtol=HISTORY)
            if diagnosis is None:
                diagnosis = why_in_disorder(found[0], problems[0])
            raise CheckFailed(
                "the cost after each epoch is not that of the training that the task describes",
                diagnosis=diagnosis,
                hint="" if diagnosis else history_hint(history, costs),
                evidence={
                    "first differs in epoch": parted,
                    **evidence(history, costs),
                    **curves_on_iris(probe, reference),
                },
            )


def why_in_disorder(watched, problem):
    """Return the diagnosis of a history that no mistake alone explains, by how it came about."""
    # With all rows in one step their order plays no part.
    if watched["backwards"] == problem["epochs"]:
        return "minibatch-size"
    return None if watched["draws"] else "other-shuffle"


@pytest.mark.points(2)
@pytest.mark.requires("test_moves_the_parameters")
def test_keeps_the_parameters(probe, reference, rng):
    """The model's parameters are the same leaves before and after training"""
    (record,) = ask(probe, [reference.single_step(rng, epochs=2, watched=False)])
    if not (record["same_parameters"] and record["leaves"]):
        raise CheckFailed(
            "after training the model holds other parameters", diagnosis="leaf-rebound"
        )


@pytest.mark.points(2)
@pytest.mark.requires("test_moves_the_parameters")
def test_costs_carry_no_graph(probe, reference, rng):
    """The returned costs are plain numbers that keep no graph alive"""
    (record,) = ask(probe, [reference.single_step(rng, epochs=2, watched=False)])
    if record["carries_graph"]:
        raise CheckFailed("the returned costs require a gradient", diagnosis="cost-keeps-graph")


@pytest.mark.points(1)
@pytest.mark.requires("test_moves_the_parameters")
def test_keeps_the_data(probe, reference, rng):
    """Training changes neither x nor y"""
    problem = reference.single_step(rng, epochs=2, watched=False)
    (record,) = ask(probe, [problem])
    after = record["after"] if isinstance(record["after"], dict) else {}
    for name in ("x", "y"):
        if not identical(after.get(name), problem[name]):
            raise CheckFailed(f"`{name}` is not the same after training")


@pytest.mark.points(1)
@pytest.mark.requires("test_one_step", "test_any_loss", "test_loss_history")
def test_precision_and_device(probe, reference, rng, devices):
    """It works for another model and loss, in single and double precision, on each device"""
    settings = {"n": 7, "epochs": 2, "nested": True, "loss": "log_cosh", "watched": False}
    for device in devices:
        factors = (0.5 + torch.rand(len(reference.DTYPES), generator=rng)).tolist()
        problems = [
            reference.training(rng, dtype=dtype, factor=factor, **settings)
            for dtype, factor in zip(reference.DTYPES, factors, strict=True)
        ]
        for record, problem in zip(ask(probe, problems, device), problems, strict=True):
            costs, *parameters = reference.train(problem)
            after = (record["weight"], record["bias"])
            noted = costs_of(record, problem)
            if first_difference(noted, costs) is not None or not agrees(after, tuple(parameters)):
                raise CheckFailed(
                    f"training goes wrong in {str(problem['x'].dtype)[6:]} on {device}",
                    evidence=evidence(after, tuple(parameters)),
                )


@pytest.mark.points(2)
@pytest.mark.requires("test_one_step", "test_loss_history")
def test_stated_accuracy(probe, reference, devices, targets):
    """With the default settings, training on Iris reaches the stated losses and accuracies"""
    for device in devices:
        if trained_as_stated(probe, reference, device, targets):
            continue
        (record,) = ask(probe, [reference.iris()], device)
        costs = costs_of(record, reference.iris())
        parted = first_difference(costs, reference.iris_costs())
        if parted is not None:
            raise CheckFailed(
                "with the default arguments the costs on Iris are not the stated ones",
                hint="Which defaults does the signature state?",
                evidence={
                    "first differs in epoch": parted,
                    **loss_curves(costs, reference.iris_costs()),
                },
            )
        reference.expect_accuracies(record, targets)
