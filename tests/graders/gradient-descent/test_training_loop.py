"""Task training_loop: `train_numpy`, with stand-ins for the functions of the tasks before.

The stand-ins are random members of a family that the grader knows, so that a loop is judged by
what it does with whatever gradient it is given. Written out by hand, each part has to be right.
"""

import pytest

from autograder.errors import CheckFailed
from autograder.gradients import agrees, evidence, expect_records, loss_evidence

pytestmark = pytest.mark.task("training_loop")


def ask(probe, reference, problems):
    """Return what `train_numpy` makes of each problem: w and the losses."""
    found = expect_records(probe.train_numpy(problems), len(problems), answer=object, after=object)
    for record in found:
        record["w"], record["losses"] = reference.weight_and_losses(record["answer"], "train_numpy")
    return found


def expectations(reference, problem):
    """Yield w and the losses of each right version of the loop."""
    for version in reference.versions(problem):
        yield reference.train(
            problem,
            version,
            rate=problem["learning_rate"],
            n_iters=problem["n_iters"],
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
    rtol = reference.precision(problem)
    return mistakes.in_a_convention(problem, answer, reference.versions(problem), rtol)


def named(reference, mistakes, problems, found, rtol):
    """Return the diagnosis of the pairs of w and losses."""
    answers = [(record["w"], record["losses"]) for record in found]
    return mistakes.diagnose_loop(
        problems, answers, reference.versions, mistakes.of_the_formula, rtol
    )


@pytest.mark.points(2)
def test_returns_weight_and_losses(probe, reference, rng):
    """`train_numpy` returns a number w, which depends on the data"""
    problem = reference.training(rng)
    one, other = ask(probe, reference, [problem, reference.other_data(rng, problem)])
    if one["w"] == other["w"] != 0:
        raise CheckFailed("w is the same for other data", diagnosis="hard-coded")
    if one["w"] == other["w"]:
        raise CheckFailed("training leaves w at 0", diagnosis="parameters-untouched")


@pytest.mark.points(6)
@pytest.mark.requires("test_returns_weight_and_losses")
def test_one_step(probe, reference, mistakes, rng):
    """A single iteration from w = 0 moves w by the learning rate against the gradient"""
    problems = [reference.training(rng, n_iters=1) for _ in range(3)]
    found = ask(probe, reference, problems)
    words = "after one iteration w is not where a step against the gradient leads"
    expect_weight(reference, mistakes, problems, found, words)


@pytest.mark.points(6)
@pytest.mark.requires("test_returns_weight_and_losses")
def test_weight(probe, reference, mistakes, rng):
    """After several iterations w is that of gradient descent"""
    problems = [reference.training(rng, n_iters=n_iters) for n_iters in (5, 5, 4)]
    found = ask(probe, reference, problems)
    words = "after several iterations w is not that of gradient descent"
    expect_weight(reference, mistakes, problems, found, words)


@pytest.mark.points(3)
@pytest.mark.requires("test_returns_weight_and_losses")
def test_losses(probe, reference, mistakes, rng):
    """Beside w it returns the losses: `losses[i]` is the loss before update i"""
    problems = [reference.training(rng) for _ in range(3)]
    found = ask(probe, reference, problems)
    for record in found:
        reference.expect_pair(record["answer"], "train_numpy")
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
@pytest.mark.requires("test_one_step", "test_weight")
def test_precision(probe, reference, mistakes, rng):
    """It works in single and double precision, and changes neither x nor y"""
    problems = [reference.training(rng, dtype=dtype) for dtype in reference.DTYPES]
    for record, problem in zip(ask(probe, reference, problems), problems, strict=True):
        rtol = reference.precision(problem)
        right = any(agrees(record["w"], w, rtol=rtol) for w, _ in expectations(reference, problem))
        if not right and not in_a_convention(reference, mistakes, record, problem):
            raise CheckFailed(f"w is not exact to {problem['dtype']}")
        if not agrees(record["after"], [problem["x"], problem["y"]], rtol=0.0):
            raise CheckFailed("`x` or `y` is not the same after `train_numpy`")


@pytest.mark.points(2)
@pytest.mark.requires("test_one_step", "test_weight")
def test_default_settings(probe, reference, mistakes, rng):
    """By default it runs 20 iterations with learning rate 0.01"""
    problem = reference.course_problem(rng)
    (record,) = ask(probe, reference, [problem])
    problem |= {"learning_rate": 0.01, "n_iters": 20}
    expected, rtol = expectations(reference, problem), reference.precision(problem)
    right = any(agrees(record["w"], w, rtol=rtol) for w, _ in expected)
    if not right and not in_a_convention(reference, mistakes, record, problem):
        raise CheckFailed(
            "with the default arguments w is not that of 20 iterations",
            hint="Which defaults does the signature state?",
        )
