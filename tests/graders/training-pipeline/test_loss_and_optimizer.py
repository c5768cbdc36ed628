"""Task loss_and_optimizer: `train_with_optimizer`, one slope w trained by a loss and an optimizer.

Every step is judged from where the student's own w was before it, and every loss at the student's
own w: so a wrong start, a wrong step, a missing clearing and a wrong note each cost once.
"""

import pytest
import torch

from autograder.diagnoses import suspected
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
    expect_something,
    expect_tensor,
    first_difference,
    loss_evidence,
    of_the_loss,
)

pytestmark = pytest.mark.task("loss_and_optimizer")

WHAT = "what `train_with_optimizer` returns"


def ask(probe, problems, device="cpu"):
    """Return the probe's records, with the two parts of each answer as `w` and `losses`.

    Also where they come the other way round, or w alone: what is returned counts once.
    """
    found = expect_records(
        probe.scalar_trainings(problems, device),
        len(problems),
        answer=object,
        on_device=bool,
        live=bool,
        carries_graph=bool,
        engine=bool,
        seeds=int,
        steps=int,
        fed=int,
        held=bool,
    )
    for record in found:
        answer = record["answer"]
        if isinstance(answer, torch.Tensor):
            answer = (answer, [])
        expect_something(answer, WHAT)
        if not _is_pair(answer):
            raise CheckFailed(f"{WHAT} is not the pair w, losses")
        record["w"], record["losses"] = reversed(answer) if _is_turned(answer) else answer
    return found


def _is_pair(answer):
    return isinstance(answer, tuple | list) and len(answer) == 2


def _is_turned(pair):
    return isinstance(pair[0], tuple | list) and isinstance(pair[1], torch.Tensor)


def walk(probe, problem, steps):
    """Return the record after 0, 1, ... `steps` updates, and the path of w through them."""
    records = ask(probe, [{**problem, "n_iters": count} for count in range(min(steps, 1) + 1)])
    for count in range(2, steps + 1):
        records.append(_after_more(probe, {**problem, "n_iters": count}, records[1]))
    return records, [[_number(record["w"], problem)] for record in records]


def _after_more(probe, problem, first):
    """Return the record of a longer training than `first`, which was one update."""
    try:
        return ask(probe, [problem])[0]
    except StudentRaised as fault:
        # After an update w must still be the leaf that `backward` fills.
        told = suspected(fault.type_name, fault.text)
        if first["live"] or not set(told) <= {"graph-cut", "grad-before-backward"}:
            raise
        raise CheckFailed(
            "after the first update `backward` does not reach w any more",
            diagnosis="leaf-rebound",
        ) from fault


def _number(w, problem):
    # Its form is judged by the first check; here only its value counts.
    value = w.reshape(()) if isinstance(w, torch.Tensor) and w.numel() == 1 else w
    return torch.tensor(expect_number(value, "w"), dtype=problem["x"].dtype)


def expect_movement(reference, record, move):
    """Raise CheckFailed if an update left w as it was."""
    if reference.stands_still(move):
        raise CheckFailed("an update leaves w as it is", diagnosis=_why_still(record))


def moving_path(probe, reference, problem, steps):
    """Return what `walk` does; raise CheckFailed if the first update leaves w as it was."""
    records, path = walk(probe, problem, steps)
    expect_movement(reference, records[1], reference.moves(problem, path)[0])
    return records, path


def _why_still(record):
    if not record["steps"]:
        return "parameters-untouched" if record["engine"] else None
    if record["fed"]:
        return None
    if not record["engine"]:
        return "graph-cut" if record["seeds"] else None
    return "zero-before-step" if record["held"] else "optimizer-holds-old"


def expect_moves(reference, mistakes, problems, paths, records, first, message):
    """Compare each move from number `first` on with the gradient at the student's own w."""
    all_moves = [reference.moves(given, path) for given, path in zip(problems, paths, strict=True)]
    for given, path, moves, record in zip(problems, paths, all_moves, records, strict=True):
        for place, (before, move) in list(enumerate(zip(path, moves, strict=False)))[first:]:
            truth = reference.downhill(given, before)
            losses = reference.noted_at(record, place), float(reference.loss(given, before))
            if not agrees(move, truth) and not reference.in_a_convention(move, truth, *losses):
                started = [{**g, "start": p[0][0]} for g, p in zip(problems, paths, strict=True)]
                answers = [mistakes.flat(moves) for moves in all_moves]
                hypotheses = mistakes.paths(reference, len(moves))
                named = diagnose(started, answers, hypotheses)
                raise CheckFailed(
                    message,
                    diagnosis=of_the_loss(named, (move, truth), losses),
                    evidence=evidence(move, truth),
                )


@pytest.mark.points(3)
def test_returns_w_and_losses(probe, reference, rng):
    """It returns w, a tensor of shape (), and one loss for each iteration, from the data"""
    problems = [reference.scalar(rng) for _ in range(2)]
    first, second = (walk(probe, problem, problem["n_iters"])[0][-1] for problem in problems)
    for record, problem in zip((first, second), problems, strict=True):
        if not _is_pair(record["answer"]):
            raise CheckFailed(f"{WHAT} is not the pair w, losses")
        if _is_turned(record["answer"]):
            raise CheckFailed(f"{WHAT} is the pair losses, w: the other way round")
        form = {"dtype": problem["x"].dtype, "shapes": [()], "sizes": reference.SIZES}
        expect_tensor(record["w"], "w", **form)
        reference.expect_losses(record, problem["n_iters"], "losses")
    # Where nothing moves, w is 0 for all data: that is another check's business.
    same_w = torch.equal(first["w"], second["w"]) and bool(first["w"])
    if same_w or list(first["losses"]) == list(second["losses"]):
        raise CheckFailed(
            "the answer is the same for different data", diagnosis=constant(list(first["losses"]))
        )
    # Every iteration is asked for, also where there is nothing left to learn.
    settled = {**problems[0], "y": torch.zeros_like(problems[0]["y"]), "n_iters": 6}
    reference.expect_losses(ask(probe, [settled])[0], 6, "losses")


@pytest.mark.points(2)
def test_starts_at_zero(probe, reference, rng):
    """w is 0 before the first update"""
    for problem in [reference.scalar(rng) for _ in range(2)]:
        records, path = moving_path(probe, reference, problem, 1)
        if not agrees(path[0], [torch.zeros(())]):
            # With a step too many nobody sees the start.
            raise CheckFailed(
                "w does not start at 0",
                diagnosis=None if records[0]["steps"] else "not-zero-initialised",
            )


@pytest.mark.points(8)
def test_one_step(probe, reference, mistakes, rng):
    """One update moves w by the learning rate times its gradient, which `backward` computes"""
    problems = [reference.scalar(rng) for _ in range(3)]
    walks = [walk(probe, problem, 1) for problem in problems]
    paths = [path for _, path in walks]
    for (records, path), problem in zip(walks, problems, strict=True):
        (move,) = reference.moves(problem, path)
        expect_movement(reference, records[1], move)
        if not records[1]["engine"]:
            raise CheckFailed(
                "the gradient did not come from `backward`", diagnosis="manual-in-autograd"
            )
    # The engine's gradient turned round: what w does must turn round too.
    ((records, path), problem) = (walks[0], problems[0])
    turned = ask(probe, [{**problem, "n_iters": 1, "factor": -2.0}])[0]
    if turned["seeds"] and agrees([_number(turned["w"], problem)], path[1]):
        raise CheckFailed(
            "w does not follow the gradient that `backward` computed",
            diagnosis="manual-in-autograd",
        )
    message = "a single update does not move w as plain SGD on the mean squared error does"
    last = [records[-1] for records, _ in walks]
    expect_moves(reference, mistakes, problems, paths, last, 0, message)


@pytest.mark.points(6)
@pytest.mark.requires("test_one_step")
def test_further_steps(probe, reference, mistakes, rng):
    """Every further update follows the newest gradient alone"""
    problems = [reference.scalar(rng) for _ in range(3)]
    walks = [walk(probe, problem, 3) for problem in problems]
    paths, last = [path for _, path in walks], [records[-1] for records, _ in walks]
    message = "the first update is right, but a later one is not"
    expect_moves(reference, mistakes, problems, paths, last, 1, message)


@pytest.mark.points(5)
def test_losses(probe, reference, rng):
    """`losses[i]` is the mean squared error before update i"""
    for problem in [reference.scalar(rng) for _ in range(2)]:
        records, path = moving_path(probe, reference, problem, 4)
        noted = expect_numbers(records[-1]["losses"], "losses", 4, each="iteration")
        truth = [float(reference.loss(problem, parameters)) for parameters in path]
        parted = first_difference(noted, truth[:-1], HISTORY)
        if parted is not None:
            late = first_difference(noted, truth[1:], HISTORY) is None
            raise CheckFailed(
                "losses[i] is not the mean squared error before update i",
                diagnosis=(
                    "loss-after-update" if late else reference.of_the_noted(noted, truth[:-1])
                ),
                evidence={"first differs at": parted, **loss_evidence(noted, truth[:-1])},
            )


@pytest.mark.points(2)
def test_losses_carry_no_graph(probe, reference, rng):
    """The losses are plain numbers that keep no graph alive"""
    (_, record), _ = moving_path(probe, reference, reference.scalar(rng), 1)
    expect_numbers(record["losses"], "losses", 1, each="iteration")
    if record["carries_graph"]:
        raise CheckFailed("the losses require a gradient", diagnosis="cost-keeps-graph")


@pytest.mark.points(4)
@pytest.mark.requires("test_one_step", "test_further_steps")
def test_defaults_precision_and_device(probe, reference, rng, devices):
    """It works with the default settings, and in double precision, on each device"""
    for device in devices:
        for dtype in reference.DTYPES:
            problem = reference.scalar(rng, dtype=dtype)
            if dtype == torch.float32:
                problem = reference.without_settings(problem)
            (record,) = ask(probe, [problem], device)
            losses, (w,) = reference.train(problem)
            noted = expect_numbers(record["losses"], "losses", len(losses), each="iteration")
            how = "double precision" if dtype == torch.float64 else "the default settings"
            where = f"with {how} on {device}"
            found = _number(record["w"], problem)
            if not reference.is_training(problem, noted, [found]):
                raise CheckFailed(f"{where} w or losses are wrong", evidence=evidence(found, w))
            if getattr(record["w"], "dtype", dtype) != dtype or not record["on_device"]:
                raise CheckFailed(f"{where} w does not have the dtype and device of x")
