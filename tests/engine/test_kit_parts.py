"""An answer of several parts: what is wrong with one of them costs the other nothing."""

import pytest
import torch
from kit_trials import grader_of, hidden_faults, public_fault

from autograder.kit import Bars, Form, function, gradient_by_autograd, gradient_by_hand

STATISTICS = Form(
    "what `statistics` returns",
    {"mean": [("F",)], "covariance": [("F", "F")]},
    sizes=lambda given: {"n": len(given["x"]), "F": given["x"].shape[1]},
    odd={"mean": {("n",): "softmax-axis"}},
)
MOMENTS = function(
    "statistics",
    form=STATISTICS,
    problem=lambda draw, n=7: {"x": draw(n, 3)},
    arguments=("x",),
    points={
        "returns": 1, "form": 1, "mean": 4, "covariance": 4, "sizes": 1, "changes_nothing": 1,
    },
    picture=lambda answer, truth: Bars(
        "mean", tuple("123"), *(tuple(map(float, one[0])) for one in (truth, answer))
    ),
)  # fmt: skip
PAIR = Form("what `gradients` returns", {"dw": [()], "db": [()]}, kind="number", from_grad=True)
POINTS = {"returns": 1, "form": 1, "dw": 2, "db": 2, "changes_nothing": 1}
ASKED = {
    "form": PAIR,
    "problem": lambda draw, n=5: {"x": draw(n), "y": draw(n)},
    "arguments": ("x", "y"),
}
ARITHMETIC = gradient_by_hand("gradients", points={"by_arithmetic": 1, **POINTS}, **ASKED)
ENGINE = gradient_by_autograd(
    "gradients",
    points={"from_engine": 1, **POINTS},
    questions={"tilted": lambda draw: [ASKED["problem"](draw) for _ in range(2)]},
    **ASKED,
)


def moments(x):
    return x.mean(0), (x - x.mean(0)).T @ (x - x.mean(0)) / len(x)


def slopes(x, y):
    return -2 * float((x * y).mean()), -2 * float(y.mean())


def derived(x, y):
    leaves = [torch.zeros(()).requires_grad_() for _ in range(2)]
    ((x * leaves[0] + leaves[1] - y) ** 2).mean().backward()
    return tuple(float(leaf.grad) for leaf in leaves)


def true_moments(given):
    return moments(given["x"])


def true_slopes(given):
    return tuple(map(torch.tensor, slopes(given["x"], given["y"])))


ONLY = {  # what a wrong mean costs, and no more
    "a number": lambda x: (x.mean(), moments(x)[1]),
    "of each sample": lambda x: (x.mean(1), moments(x)[1]),
    "nan": lambda x: (x.mean(0) * torch.nan, moments(x)[1]),
    "nothing": lambda x: (None, moments(x)[1]),
    "complex": lambda x: (x.mean(0) + 0j, moments(x)[1]),
    "text": lambda x: ["mean", moments(x)[1]],
}


@pytest.mark.parametrize("wrong", ONLY)
def test_a_part_that_tells_nothing_costs_no_other_part(wrong):
    """But the form, and what is asked of a right answer alone."""
    names = {"statistics": ONLY[wrong]}
    found = hidden_faults(MOMENTS, grader_of(true_moments), names)
    assert {*found} == {"form", "mean", "sizes", "changes_nothing"}
    assert "mean" in str(found["mean"])
    assert found["sizes"] is found["changes_nothing"] is None
    named = "softmax-axis" if wrong == "of each sample" else None
    assert {found[check].diagnosis for check in ("form", "mean")} == {named}
    first, fault = public_fault(MOMENTS, grader_of(true_moments), names)
    assert (first, fault.diagnosis) == ("form", named)


def test_the_other_part_is_wrong_for_itself():
    names = {"statistics": lambda x: (x.mean(), 2 * moments(x)[1])}
    grader = grader_of(
        true_moments, [("loss-scaled", lambda given: (0, 2 * moments(given["x"])[1]))]
    )
    found = hidden_faults(MOMENTS, grader, names)
    assert str(found["covariance"]) == "`covariance` is wrong"
    assert found["covariance"].diagnosis == "loss-scaled"
    assert found["mean"].diagnosis is None


def test_where_no_part_tells_anything_nothing_comes_back():
    names = {"statistics": lambda x: (x.mean(), x.sum())}
    found = hidden_faults(MOMENTS, grader_of(true_moments), names)
    assert {*found} == {check.name for check in MOMENTS.checks}
    assert found["returns"] is not None


@pytest.mark.parametrize(
    ("task", "right", "how"),
    [(ARITHMETIC, slopes, "by_arithmetic"), (ENGINE, derived, "from_engine")],
)
def test_how_gradients_come_about_is_asked_of_those_that_are_there(task, right, how):
    grader = grader_of(true_slopes)
    assert hidden_faults(task, grader, {"gradients": right}) == {}
    for wrong in (float("nan"), (1.0,)):
        names = {"gradients": lambda x, y, wrong=wrong: (right(x, y)[0], wrong)}
        found = hidden_faults(task, grader, names)
        assert {*found} == {"form", "db", "changes_nothing"}
    nothing = {"gradients": lambda x, y: (float("nan"), float("nan"))}  # noqa: ARG005
    assert hidden_faults(task, grader, nothing)["returns"]
    assert how in hidden_faults(task, grader, nothing)


def test_a_gradient_that_does_not_follow_the_engine_is_caught_beside_one_that_is_not_there():
    names = {"gradients": lambda x, y: (slopes(x, y)[0], float("nan"))}
    found = hidden_faults(ENGINE, grader_of(true_slopes), names)
    assert found["from_engine"].diagnosis == "manual-in-autograd"
