"""Task training_loop: `train_model`, on models of ours.

Every step is judged from where the student's loop had brought the parameters before it, and every
loss at these parameters: so a wrong step, a missing clearing and a wrong note each cost once.
"""

import math

import pytest
import torch

from autograder.errors import CheckFailed, StudentRaised
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
    loss_evidence,
    of_the_loss,
)

pytestmark = pytest.mark.task("training_loop")

WHAT = "what `train_model` returns"
FACTORS = 9  # on a loss's gradient, of both signs


def ask(probe, reference, problems, device="cpu"):
    """Return the probe's records, with finite `parameters` of the form that they had before."""
    found = expect_records(
        probe.model_trainings(problems, device),
        len(problems),
        losses=object,
        carries_graph=bool,
        engine=bool,
        seeds=int,
        steps=int,
        fed=int,
        held=bool,
        reached=bool,
        same_parameters=bool,
        leaves=bool,
        factor=object,
        parameters=object,
    )
    for record, problem in zip(found, problems, strict=True):
        before = reference.start(problem)
        after = record["parameters"] if isinstance(record["parameters"], list) else []
        if len(after) != len(before):
            raise CheckFailed("after training the model has other parameters")
        for tensor, old in zip(after, before, strict=True):
            form = {"shapes": [tuple(old.shape)], "sizes": reference.SIZES}
            expect_tensor(tensor, "a parameter after training", dtype=old.dtype, **form)
    return found


def walk(probe, reference, problem, steps):
    """Return the record after 1, 2, ... `steps` updates, and the path of the parameters."""
    problems = [{**problem, "n_iters": count} for count in range(1, steps + 1)]
    records = ask(probe, reference, problems)
    return records, [reference.start(problem), *(record["parameters"] for record in records)]


def expect_movement(reference, record, move):
    """Raise CheckFailed if training left the model as it was."""
    if reference.stands_still(move):
        raise CheckFailed("training leaves the parameters as they are", diagnosis=_why(record))


def _why(record):
    """Return the diagnosis of a model that training left as it was."""
    if not record["same_parameters"]:
        return "optimizer-holds-old"
    if not record["steps"]:
        return "parameters-untouched" if record["engine"] else None
    if not record["engine"]:
        return "graph-cut" if record["seeds"] else None
    if not record["held"] or record["fed"]:
        return None
    return "zero-before-step" if record["reached"] else "optimizer-holds-old"


def expect_moves(reference, mistakes, problems, paths, records, first, message):
    """Compare each move from number `first` on with the gradient at the student's parameters."""
    all_moves = [reference.moves(given, path) for given, path in zip(problems, paths, strict=True)]
    for given, path, moves, record in zip(problems, paths, all_moves, records, strict=True):
        for place, (before, move) in list(enumerate(zip(path, moves, strict=False)))[first:]:
            truth = reference.downhill(given, before)
            losses = reference.noted_at(record, place), float(reference.loss(given, before))
            if not agrees(move, truth) and not reference.in_a_convention(move, truth, *losses):
                answers = [mistakes.flat(moves) for moves in all_moves]
                hypotheses = mistakes.paths(reference, len(moves))
                named = diagnose(problems, answers, hypotheses)
                raise CheckFailed(
                    message,
                    diagnosis=of_the_loss(named, (move, truth), losses),
                    evidence=evidence(move, truth),
                )


@pytest.mark.points(2)
def test_returns_losses(probe, reference, rng):
    """`train_model` returns one loss for each iteration, and they depend on the data"""
    problems = [reference.model(rng, n_iters=count) for count in (3, 3, 5)]
    noted = [
        reference.expect_losses(record, problem["n_iters"], WHAT)
        for record, problem in zip(ask(probe, reference, problems), problems, strict=True)
    ]
    if noted[0] == noted[1]:
        raise CheckFailed(
            "the losses are the same for different data", diagnosis=constant(noted[0])
        )
    # Every iteration is asked for, also where there is nothing left to learn.
    settled = {**problems[0], "n_iters": 6}
    settled["y"] = reference.predict(settled, reference.start(settled))
    reference.expect_losses(ask(probe, reference, [settled])[0], 6, WHAT)


@pytest.mark.points(7)
def test_one_step(probe, reference, mistakes, rng):
    """One iteration moves every parameter by the learning rate times its gradient"""
    problems = [reference.model(rng) for _ in range(2)]
    walks = [walk(probe, reference, problem, 1) for problem in problems]
    for ((record,), path), problem in zip(walks, problems, strict=True):
        (move,) = reference.moves(problem, path)
        expect_movement(reference, record, move)
        if not record["engine"]:
            raise CheckFailed(
                "the gradient did not come from `backward`", diagnosis="manual-in-autograd"
            )
        if not (record["same_parameters"] and record["leaves"]):
            raise CheckFailed(
                "after training the model holds other parameters",
                diagnosis="leaf-rebound",
            )
    message = "a single iteration does not move the parameters as plain SGD on the loss does"
    paths = [path for _, path in walks]
    last = [record for (record,), _ in walks]
    expect_moves(reference, mistakes, problems, paths, last, 0, message)


@pytest.mark.points(5)
@pytest.mark.requires("test_one_step")
def test_further_steps(probe, reference, mistakes, rng):
    """Every further iteration follows the newest gradient alone"""
    problems = [reference.model(rng) for _ in range(2)]
    walks = [walk(probe, reference, problem, 3) for problem in problems]
    paths, last = [path for _, path in walks], [records[-1] for records, _ in walks]
    message = "the first iteration is right, but a later one is not"
    expect_moves(reference, mistakes, problems, paths, last, 1, message)


@pytest.mark.points(4)
@pytest.mark.requires("test_one_step")
def test_any_model(probe, reference, rng):
    """It trains every parameter of any model, whatever layers the model has"""
    for kind in ("two outputs", "network", "without bias"):
        problem = reference.model(rng, kind)
        (record,), path = _walk_any(probe, reference, problem)
        (move,) = reference.moves(problem, path)
        truth = reference.downhill(problem, path[0])
        losses = reference.noted_at(record, 0), float(reference.loss(problem, path[0]))
        if not agrees(move, truth) and not reference.in_a_convention(move, truth, *losses):
            raise CheckFailed(
                "with another model than a single layer with one output, training goes wrong",
                evidence={"model": kind, **evidence(move, truth)},
            )


def _walk_any(probe, reference, problem):
    try:
        return walk(probe, reference, problem, 1)
    except StudentRaised as fault:
        # A weight and a bias were fine in the check before this one.
        if fault.type_name != "ValueError" or "to unpack" not in fault.text:
            raise
        raise CheckFailed(
            "it fails for a model whose parameters are not one weight and one bias",
            diagnosis="parameters-unpacked",
        ) from fault


@pytest.mark.points(5)
def test_any_loss(probe, reference, rng):
    """The `loss_fn` that it is given is the loss that is followed and noted"""
    # Multiplied on its way through the engine: whatever is derived from this loss turns round where
    # the factor does, which nobody knows before.
    problem = reference.model(rng, loss="log_cosh", n_iters=1)
    found = ask(probe, reference, FACTORS * [problem])
    plain = found[0]
    paths = [[reference.start(problem), record["parameters"]] for record in found]
    moves = [reference.moves(problem, path)[0] for path in paths]
    move = moves[0]
    expect_movement(reference, plain, move)
    if not all(_follows(*pair, plain, move) for pair in zip(found, moves, strict=True)):
        raise CheckFailed(
            "the steps do not follow the gradient of the `loss_fn` that it was given",
            diagnosis=_why_blind(reference, plain, problem, move),
            hint="" if not plain["engine"] else "Which loss does the loop call, and when?",
        )
    # Before or after the update: when a loss is noted is another check's business.
    noted = plain["losses"] if isinstance(plain["losses"], list | tuple) else []
    fitting = [
        factor * float(reference.loss(problem, parameters))
        for parameters in paths[0]
        for factor in (1.0, *reference.CONVENTIONS)
    ]
    if len(noted) == 1 and not any(agrees(noted[0], value, rtol=HISTORY) for value in fitting):
        of_mse = [float(reference.loss({**problem, "loss": "mse"}, at)) for at in paths[0]]
        ignored = any(agrees(noted[0], value, rtol=HISTORY) for value in of_mse)
        raise CheckFailed(
            "the losses that are noted are not those of the given `loss_fn`",
            diagnosis="loss-ignored" if ignored else None,
        )


def _follows(record, move, plain, plain_move):
    """Whether training went the other way where the loss's gradient was turned round."""
    if record["factor"] is None or plain["factor"] is None:
        return False  # nobody walked back through this loss
    factors = [expect_number(one["factor"], "the factor") for one in (record, plain)]
    cosine = evidence(move, plain_move).get("cosine") or 0.0
    return math.copysign(cosine, cosine * math.prod(factors)) > 0.9


def _why_blind(reference, record, problem, move):
    """Return the diagnosis of steps that do not follow the loss that it was given."""
    if not record["engine"]:
        return "manual-in-autograd"
    of_mse = reference.downhill({**problem, "loss": "mse"}, reference.start(problem))
    return "loss-ignored" if agrees(move, of_mse) else None


@pytest.mark.points(3)
@pytest.mark.requires("test_returns_losses")
def test_losses(probe, reference, rng):
    """`losses[i]` is the loss before update i"""
    for problem in [reference.model(rng) for _ in range(2)]:
        records, path = walk(probe, reference, problem, 4)
        expect_movement(reference, records[0], reference.moves(problem, path)[0])
        noted = expect_numbers(records[-1]["losses"], WHAT, 4, each="iteration")
        truth = [float(reference.loss(problem, parameters)) for parameters in path]
        parted = first_difference(noted, truth[:-1], HISTORY)
        if parted is not None:
            late = first_difference(noted, truth[1:], HISTORY) is None
            raise CheckFailed(
                "losses[i] is not the loss before update i",
                diagnosis=(
                    "loss-after-update" if late else reference.of_the_noted(noted, truth[:-1])
                ),
                evidence={"first differs at": parted, **loss_evidence(noted, truth[:-1])},
            )


@pytest.mark.points(1)
@pytest.mark.requires("test_returns_losses")
def test_losses_carry_no_graph(probe, reference, rng):
    """The losses are plain numbers that keep no graph alive"""
    problem = reference.model(rng)
    (record,), path = walk(probe, reference, problem, 1)
    expect_movement(reference, record, reference.moves(problem, path)[0])
    if record["carries_graph"]:
        raise CheckFailed("the losses require a gradient", diagnosis="cost-keeps-graph")


@pytest.mark.points(3)
@pytest.mark.requires("test_one_step", "test_further_steps")
def test_defaults_precision_and_device(probe, reference, rng, devices):
    """It works with the default settings, and in double precision, on each device"""
    for device in devices:
        for dtype in reference.DTYPES:
            problem = reference.model(rng, dtype=dtype)
            if dtype == torch.float32:
                problem = reference.without_settings(problem)
            (record,) = ask(probe, reference, [problem], device)
            losses, parameters = reference.train(problem)
            noted = expect_numbers(record["losses"], WHAT, len(losses), each="iteration")
            if not reference.is_training(problem, noted, record["parameters"]):
                how = "double precision" if dtype == torch.float64 else "the default settings"
                raise CheckFailed(
                    f"with {how} training goes wrong on {device}",
                    evidence=evidence(record["parameters"], parameters),
                )
