"""Hypotheses by composition: they are the formulas with that mistake, whatever the reference is."""

from itertools import combinations

import pytest
import torch

from autograder.diagnoses import Catalogue
from autograder.kit.compare import agrees, error
from autograder.kit.hidden.faults import (
    GRADIENT,
    HALF,
    LOSS,
    SIGN,
    SQUARES,
    SUMS,
    averaged,
    changed,
    of_a_mean,
    of_a_product,
    scaled,
    thresholded,
    wrong_sizes,
)


@pytest.fixture
def rng():
    return torch.Generator().manual_seed(0)


def slope(given):
    """Return the gradient of the mean squared error of a line through the origin."""
    return (2 * given["x"] * (given["yhat"] - given["y"])).mean(0)


def pair(given):
    """Return the gradients of the mean squared error of a neuron, (F, 1) and (1,)."""
    off = 2 * (given["yhat"] - given["y"])
    return (given["x"] * off[:, None]).mean(0)[:, None], off.mean().view(1)


def drawn(rng, n=7, features=None):
    shape = (n,) if features is None else (n, features)
    return {
        "x": torch.randn(*shape, generator=rng, dtype=torch.float64),
        "y": torch.randn(n, generator=rng, dtype=torch.float64),
        "yhat": torch.randn(n, generator=rng, dtype=torch.float64),
    }


def answers(hypotheses, given):
    """Return what each id answers, in the order of its forms."""
    found = {}
    for name, wrong in hypotheses:
        found.setdefault(name, []).append(wrong(given))
    return found


TERMS = torch.tensor([1.0, 2.0, 6.0], dtype=torch.float64)  # their mean is 3
TAKEN = {"x": torch.ones(3, 2), "t": TERMS}


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("gradient-summed", [9.0, 4.5]),
        ("gradient-half", [1.5]),
        ("gradient-sign", [-3.0, -9.0, -1.5]),
        ("gradient-over-elements", [1.5]),
        ("gradient-ddof", [4.5]),
        ("gradient-wrong-n", [0.9]),
        ("precedence", [27.0, 13.5, 6.75]),
        ("last-term-only", [6.0, 2.0]),
        ("return-in-loop", [1.0, 1 / 3]),
        ("divided-in-loop", [((1 / 3 + 2) / 3 + 6) / 3]),
        ("averaged-twice", [1.0]),
    ],
)
def test_a_mean_is_written_wrongly_in_these_ways(name, values):
    faults = [*GRADIENT, *wrong_sizes([10])]
    found = answers(of_a_mean(lambda p: p["t"].mean(), faults, samples=("x", "t")), TAKEN)
    assert found[name] == pytest.approx(values)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("loss-summed", [14.0]),
        ("loss-ddof", [7.0]),
        ("loss-root", [(14 / 3) ** 0.5, 14**0.5]),
        ("absolute-error", [2.0, 6.0]),
    ],
)
def test_a_loss_is_written_wrongly_in_these_ways(name, values):
    squares = {"x": torch.ones(3, 2), "t": torch.tensor([1.0, 4.0, 9.0], dtype=torch.float64)}
    faults = [*LOSS, *SQUARES]
    found = answers(of_a_mean(lambda p: p["t"].mean(), faults, samples=("x", "t")), squares)
    assert found[name] == pytest.approx(values)


def test_a_term_that_is_divided_as_it_is_added_is_right(rng):
    given = drawn(rng)
    right = sum(term / 7 for term in 2 * given["x"] * (given["yhat"] - given["y"]))
    assert agrees(right, slope(given))
    assert not any(agrees(right, wrong(given)) for _, wrong in of_a_mean(slope, SUMS))


def test_any_choice_of_the_parts_may_have_a_fault(rng):
    given = drawn(rng, features=3)
    weight, bias = pair(given)
    named = {("gradient-summed", (1,)): "gradient-bias-summed"}
    found = answers(of_a_mean(pair, GRADIENT, parts=2, named=named), given)
    assert agrees(found["gradient-bias-summed"][0], (weight, 7 * bias))
    assert agrees(found["gradient-summed"][0], (7 * weight, bias))
    assert agrees(found["gradient-summed"][1], (7 * weight, 7 * bias))
    assert [agrees(found["gradient-half"][k], one) for k, one in enumerate([
        (weight / 2, bias), (weight, bias / 2), (weight / 2, bias / 2),
    ])] == [True] * 3  # fmt: skip


def test_of_many_parts_all_or_one_have_a_fault():
    def many(given):
        return tuple(factor * given["t"].mean() for factor in (1.0, 2.0, 3.0))

    assert len(of_a_mean(many, HALF, parts=3, samples=("t",))) == 4
    chosen = of_a_mean(many, HALF, parts=3, choices=[(0, 2)], samples=("t",))
    assert [wrong(TAKEN) for _, wrong in chosen] == [pytest.approx((1.5, 6.0, 4.5))]


def test_the_truth_of_a_changed_problem_is_a_mistake(rng):
    given = drawn(rng)
    off = given["yhat"] - given["y"]
    found = answers(of_a_product(slope), given)
    assert agrees(found["gradient-no-input"][0], 2 * off.mean())
    assert agrees(found["gradient-mean-of-product"][0], 2 * given["x"].mean() * off.mean())
    table = given["yhat"].view(-1, 1) - given["y"]
    assert agrees(found["broadcast-loss"][0], (2 * given["x"] * table.mean(1)).mean())
    classes = (given["yhat"] > 0.5).double()
    expected = (2 * given["x"] * (classes - given["y"])).mean()
    assert agrees(thresholded(slope, "yhat")[0][1](given), expected)
    no_error = changed(slope, yhat=lambda given: given["y"])
    assert no_error(given) == 0
    squares = averaged(lambda p: (p["yhat"] - p["y"]).square().mean())
    assert agrees(squares(given), off.mean() ** 2)


def test_what_nobody_wrote_as_a_mean_has_a_sign_and_a_half(rng):
    given = drawn(rng, features=3)
    weight, bias = pair(given)
    found = answers(scaled(pair, [*SIGN, *HALF], parts=2), given)
    assert agrees(found["gradient-sign"][0], (-weight, bias))
    assert agrees(found["gradient-half"][2], (weight / 2, bias / 2))
    given = drawn(rng)
    ((_, half),) = scaled(slope, HALF)
    assert agrees(half(given), slope(given) / 2)


@pytest.mark.parametrize("parts", [1, 2])
def test_mistakes_can_be_told_apart(rng, parts):
    truth, features = (slope, None) if parts == 1 else (pair, 3)
    given = [drawn(rng, n, features) for n in (7, 7, 5)]
    hypotheses = [*of_a_mean(truth, [*GRADIENT, *wrong_sizes([10, 70])], parts=parts)]
    hypotheses += [*of_a_product(truth), *thresholded(truth, "yhat")]
    told = [(name, list(map(wrong, given))) for name, wrong in hypotheses]
    truths = list(map(truth, given))
    telling = [one for one in told if distance(one[1], truths) > 1e-6]
    for (name, one), (other, two) in combinations(telling, 2):
        if name != other:
            assert distance(one, two) > 1e-6, (name, other)


def distance(answers_, others):
    return max(error(a, b) for a, b in zip(answers_, others, strict=True))


def test_every_fault_is_in_the_catalogue():
    names = {name for name, _ in [*GRADIENT, *LOSS, *SQUARES, *wrong_sizes([4])]}
    names |= {name for name, _ in [*of_a_product(slope), *thresholded(slope, "yhat")]}
    assert names <= {*Catalogue()}


def test_a_term_that_no_sample_has_is_added_rightly_to_a_wrong_mean(rng):
    given = {**drawn(rng, features=3), "w": torch.ones(3, 1, dtype=torch.float64), "decay": 0.5}

    def decayed(given):
        by_w, by_b = pair(given)
        return by_w + given["decay"] * given["w"], by_b

    data = changed(decayed, decay=lambda _: 0.0)
    by_w, by_b = pair(given)
    found = [one(given) for _, one in of_a_mean(decayed, GRADIENT[:1], parts=2, data=data)]
    assert len(found) == 3
    for summed in ((7 * by_w + 0.5, by_b), (by_w + 0.5, 7 * by_b), (7 * by_w + 0.5, 7 * by_b)):
        assert any(agrees(answer, summed) for answer in found)
    ((_, one),) = of_a_mean(
        lambda given: given["t"].mean() + given["c"],
        LOSS[:1],
        samples=("x", "t"),
        data=lambda given: given["t"].mean(),
    )
    assert float(one({**TAKEN, "c": 0.5})) == pytest.approx(9.5)
