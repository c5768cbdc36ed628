"""Task autograd_loop: `train_autograd`, whose gradients come from `backward`.

The notebook's `forward` and `mse_loss` are stand-ins here, as for `train_numpy`. Where a gradient
came from is judged by disturbing the autograd engine: by hand, nothing changes.
"""

import math

import pytest

from autograder import diagnoses
from autograder.errors import CheckFailed, StudentRaised
from autograder.gradients import agrees, evidence, expect_records, loss_evidence

pytestmark = pytest.mark.task("autograd_loop")

LEAF_WORDS = {
    "leaf-rebound": "after an update `w` is no longer a leaf whose `.grad` is filled",
    "graph-cut": "`backward` finds no way from the loss to `w`",
    "grad-before-backward": "`.grad` is used before the first `backward`",
}


def ask(probe, reference, problems, device="cpu"):
    """Return what `train_autograd` makes of each problem: w, the losses, and what was seen."""
    try:
        told = probe.train_autograd(problems, device)
    except StudentRaised as raised:
        expect_a_leaf(raised, probe.latest())
        raise
    kinds = {"engine": bool, "carries_graph": bool, "in_place": list, "answer": object}
    found = expect_records(told, len(problems), **kinds)
    for record in found:
        answer = reference.weight_and_losses(record["answer"], "train_autograd")
        record["w"], record["losses"] = answer
    return found


def expect_a_leaf(raised, latest):
    """Raise CheckFailed where an exception means that `w.grad` was None, and say why it was.

    A weight that was rebound, a graph that was cut and a gradient that is read too early raise the
    same exceptions: only what went before tells them apart.
    """
    (seen,) = expect_records([latest], 1, engine=bool, backwards=int, in_place=list)
    no_gradient = raised.type_name in ("TypeError", "AttributeError") and "NoneType" in raised.text
    no_graph = "graph-cut" in diagnoses.suspected(raised.type_name, raised.text)
    diagnosis = why_none(raised, seen) if no_gradient else None
    if no_graph and seen["engine"] and not seen["in_place"]:
        diagnosis = "leaf-rebound"
    if no_gradient or diagnosis:
        raise CheckFailed(
            LEAF_WORDS.get(diagnosis, "`.grad` is None where it is used"),
            diagnosis=diagnosis,
            evidence={"exception": f"{raised.type_name}: {raised.text}"[:500]},
        )


def why_none(raised, seen):
    """Return the diagnosis of a `.grad` that was None."""
    if not seen["backwards"]:
        return "grad-before-backward"
    if not seen["engine"]:
        return "graph-cut"
    # With `zero_` the first update already fails, without it the second one.
    rebound = raised.type_name == "AttributeError" or seen["backwards"] > 1
    return "leaf-rebound" if rebound and not seen["in_place"] else None


def expectations(reference, problem):
    """Yield w and the losses of each right version of the loop."""
    for version in reference.versions_by_autograd(problem):
        yield reference.train(
            problem,
            version,
            rate=problem["learning_rate"],
            n_iters=problem["n_iters"],
        )


def named(reference, mistakes, problems, found, rtol):
    """Return the diagnosis of the pairs of w and losses."""
    answers = [(record["w"], record["losses"]) for record in found]
    return mistakes.diagnose_loop(
        problems, answers, reference.versions_by_autograd, mistakes.of_the_engine, rtol
    )


def expect_weight(reference, mistakes, problems, found, words):
    """Raise CheckFailed unless each w is that of some right version, with a diagnosis."""
    for record, problem in zip(found, problems, strict=True):
        rtol = reference.precision(problem)
        expected = [w for w, _ in expectations(reference, problem)]
        if any(agrees(record["w"], w, rtol=rtol) for w in expected):
            continue
        if in_a_convention(reference, mistakes, record, problem):
            continue
        raise CheckFailed(
            words,
            diagnosis=named(reference, mistakes, problems, found, rtol),
            evidence=evidence(record["w"], expected[0]),
        )


def in_a_convention(reference, mistakes, record, problem):
    """Whether all follows from a loss times a factor, which the losses are charged for."""
    answer = record["w"], record["losses"]
    rtol, versions = reference.precision(problem), reference.versions_by_autograd(problem)
    return mistakes.in_a_convention(problem, answer, versions, rtol)


@pytest.mark.points(3)
def test_returns_weight_and_losses(probe, reference, rng):
    """`train_autograd` returns a number w, which depends on the data"""
    problem = reference.training(rng)
    one, other = ask(probe, reference, [problem, reference.other_data(rng, problem)])
    if one["w"] == other["w"] != 0:
        raise CheckFailed("w is the same for other data", diagnosis="hard-coded")
    if one["w"] == other["w"]:
        cleared = one["in_place"][:1] == ["zero_"] and set(one["in_place"][1:]) - {"zero_"}
        untouched = "parameters-untouched" if one["engine"] else None
        raise CheckFailed(
            "training leaves w at 0", diagnosis="zero-before-step" if cleared else untouched
        )


@pytest.mark.points(7)
@pytest.mark.requires("test_returns_weight_and_losses")
def test_uses_autograd(probe, reference, rng):
    """The gradient comes from PyTorch's autograd"""
    problem = reference.training(rng, n_iters=3)
    # In every second walk back, or in each: an optimizer may divide what is in all of them out,
    # and a loop may end, or start anew, before there is a second one.
    disturbed = {**problem, "disturbance": 1.0 + problem["shift"]}
    plain, *others = ask(probe, reference, [problem, *({**disturbed, "every": k} for k in (2, 1))])
    # However small w is: a rate may be, too.
    same = all(math.isclose(plain["w"], other["w"], rel_tol=1e-3) for other in others)
    if not plain["engine"] or same:
        raise CheckFailed(
            "the gradient did not come from `backward`", diagnosis="manual-in-autograd"
        )


@pytest.mark.points(7)
@pytest.mark.requires("test_uses_autograd")
def test_one_step(probe, reference, mistakes, rng):
    """A single iteration from w = 0 moves w by the learning rate against the gradient"""
    problems = [reference.training(rng, n_iters=1) for _ in range(3)]
    found = ask(probe, reference, problems)
    words = "after one iteration w is not where a step against the gradient leads"
    expect_weight(reference, mistakes, problems, found, words)


@pytest.mark.points(6)
@pytest.mark.requires("test_uses_autograd")
def test_weight(probe, reference, mistakes, rng):
    """After several iterations w is that of gradient descent"""
    problems = [reference.training(rng, n_iters=n_iters) for n_iters in (5, 5, 4)]
    found = ask(probe, reference, problems)
    words = "after several iterations w is not that of gradient descent"
    expect_weight(reference, mistakes, problems, found, words)


@pytest.mark.points(3)
@pytest.mark.requires("test_uses_autograd")
def test_losses(probe, reference, mistakes, rng):
    """Beside w it returns the losses: `losses[i]` is the loss before update i"""
    problems = [reference.training(rng) for _ in range(3)]
    found = ask(probe, reference, problems)
    for record in found:
        reference.expect_pair(record["answer"], "train_autograd")
    # Every iteration is asked for, also where there is nothing left to learn.
    problems.append(reference.settled(rng))
    found += ask(probe, reference, problems[-1:])
    for record, problem in zip(found, problems, strict=True):
        if len(record["losses"]) != problem["n_iters"]:
            raise CheckFailed("there is not one loss for each iteration")
    for record, problem in zip(found, problems, strict=True):
        rtol = reference.precision(problem)
        expected = [losses for _, losses in expectations(reference, problem)]
        if not any(agrees(record["losses"], losses, rtol=rtol) for losses in expected):
            raise CheckFailed(
                "the losses are not those before each update",
                diagnosis=named(reference, mistakes, problems, found, rtol),
                evidence=loss_evidence(record["losses"], expected[0]),
            )


@pytest.mark.points(1)
@pytest.mark.requires("test_uses_autograd")
def test_losses_carry_no_graph(probe, reference, rng):
    """The returned losses are plain numbers that keep no graph alive"""
    (record,) = ask(probe, reference, [reference.training(rng)])
    if record["carries_graph"]:
        raise CheckFailed("the returned losses require a gradient", diagnosis="cost-keeps-graph")


@pytest.mark.points(1)
@pytest.mark.requires("test_one_step", "test_weight")
def test_precision_and_device(probe, reference, mistakes, rng, devices):
    """It works in single and double precision, on each device"""
    for device in devices:
        problems = [reference.training(rng, dtype=dtype) for dtype in reference.DTYPES]
        found = ask(probe, reference, problems, device)
        for record, problem in zip(found, problems, strict=True):
            reference.expect_precision(record["answer"], problem)
            expected = [w for w, _ in expectations(reference, problem)]
            rtol = reference.precision(problem)
            if any(agrees(record["w"], w, rtol=rtol) for w in expected):
                continue
            if not in_a_convention(reference, mistakes, record, problem):
                raise CheckFailed(f"w is not exact to {problem['dtype']} on {device}")


@pytest.mark.points(2)
@pytest.mark.requires("test_one_step", "test_weight")
def test_default_settings(probe, reference, mistakes, rng):
    """By default it runs 100 iterations with learning rate 0.01"""
    problem = reference.course_problem(rng)
    (record,) = ask(probe, reference, [problem])
    problem |= {"learning_rate": 0.01, "n_iters": 100}
    expected, rtol = expectations(reference, problem), reference.precision(problem)
    right = any(agrees(record["w"], w, rtol=rtol) for w, _ in expected)
    if not right and not in_a_convention(reference, mistakes, record, problem):
        raise CheckFailed(
            "with the default arguments w is not that of 100 iterations",
            hint="Which defaults does the signature state?",
        )
