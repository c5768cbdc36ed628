"""The kit's values: what a function is charged for beside its numbers, and how that is named."""

import pytest
import torch
from kit_trials import grader_of, hidden_faults, public_fault

from autograder.kit import (
    LOSSES,
    Form,
    Modules,
    Right,
    function,
    gradient_by_autograd,
    gradient_by_hand,
    scaled,
)

LAYER = function(
    "layer",
    form=Form(
        "the output",
        {"the output": [("n", "H")]},
        sizes=lambda given: {"n": len(given["x"]), "H": len(given["weight"]), "F": 3},
    ),
    problem=lambda draw, n=5, h=2: {"x": draw(n, 3), "weight": draw(h, 3)},
    arguments=("x", "weight"),
    depends=("x", "weight"),
    questions={
        "sizes": lambda draw: [
            {"x": draw(n, 3), "weight": draw(h, 3)} for n, h in ((1, 2), (4, 1))
        ],
        "large": lambda draw: [{"x": 1e30 * draw(5, 3), "weight": draw(2, 3)} for _ in range(2)],
    },
    points={
        "returns": 1, "form": 1, "values": 1, "gradients": 1, "sizes": 1, "changes_nothing": 1,
        "large": 1,
    },
    also=[Right("large", "Large inputs", "large inputs are wrong", diagnosis="softmax-unstable")],
)  # fmt: skip
SLOPES = function(
    "slopes",
    form=Form("what `slopes` returns", {"by_w": [()], "by_b": [()]}, kind="number"),
    problem=lambda draw, n=1: {"w": draw.between(1, 2), "x": draw.between(3, 4)},  # noqa: ARG005
    arguments=("w", "x"),
    points={"returns": 1, "by_w": 1, "by_b": 1},
)
RIGHT = {LAYER: lambda given: (given["x"] @ given["weight"].T).tanh()}
RIGHT[SLOPES] = lambda given: (given["x"], given["w"])


def layer(x, weight):
    return (x @ weight.T).tanh()


FAULTS = {
    "another weight": (lambda x, weight: layer(x, torch.ones_like(weight)), {"returns": None}),
    "on its side": (lambda x, weight: layer(x, weight).T, {"form": None}),
    "squeezed": (lambda x, weight: layer(x, weight).squeeze(), {"sizes": "squeezed-away"}),
    "cut off": (lambda x, weight: layer(x, weight.detach()), {"gradients": "graph-cut"}),
    "argument doubled": (
        lambda x, weight: layer(x.detach().mul_(2) / 2, weight), {"gradients": "graph-cut"}
    ),
    "overflows": (
        lambda x, weight: 1 - 2 / ((2 * (x @ weight.T)).exp() + 1) if x.abs().max() < 99
        else x @ weight.T * torch.nan,
        {"large": "softmax-unstable"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_function_is_charged_where_it_is_wrong_and_by_its_name(name):
    wrong, expected = FAULTS[name]
    found = hidden_faults(LAYER, grader_of(RIGHT[LAYER]), {"layer": wrong})
    told = {check: fault.diagnosis for check, fault in found.items() if fault}
    assert expected.items() <= told.items(), found
    first, fault = public_fault(LAYER, grader_of(RIGHT[LAYER]), {"layer": wrong})
    assert (first, fault.diagnosis) == next(iter(told.items()))


def test_a_right_function_is_charged_for_nothing():
    assert hidden_faults(LAYER, grader_of(RIGHT[LAYER]), {"layer": layer}) == {}
    assert public_fault(LAYER, grader_of(RIGHT[LAYER]), {"layer": layer}) is None


def test_results_in_each_others_place_are_named_so():
    """Though each of them looks like a known mistake."""
    grader = grader_of(RIGHT[SLOPES], [("wrong-variable", lambda given: (given["w"], given["w"]))])
    names = {"slopes": lambda w, x: (w, x)}
    found = hidden_faults(SLOPES, grader, names)
    assert {*found} == {"by_w", "by_b"}
    assert {fault.diagnosis for fault in found.values()} == {"results-swapped"}
    _, fault = public_fault(SLOPES, grader, names)
    assert str(fault).startswith("at w = ")


def test_points_for_a_check_that_there_is_not_are_refused_by_its_name():
    form = Form("what `f` returns", {"value": [()]}, kind="number")
    with pytest.raises(LookupError, match="Values has no 'valeus'"):
        function("f", form=form, problem=lambda draw, n: {"x": draw(n)}, points={"valeus": 1})


def test_a_check_of_problems_of_its_own_is_refused_without_them():
    with pytest.raises(LookupError, match="check 'large' needs problems of its own"):
        function(
            "f",
            form=VECTOR,
            problem=lambda draw, n: {"x": draw(n)},
            points={"returns": 1, "large": 1},
            also=[Right("large", "Large inputs", "large inputs are wrong")],
        )
    sizes = {"sizes": [{"F": 3}], "parameters": {"w": (1, "F")}, "x": ("n", "F")}
    with pytest.raises(LookupError, match="check 'dropout' needs problems of its own"):
        Modules("M", arguments=("F",), output=("n", 1), points={"dropout": 1}, **sizes).task()


VECTOR = Form("what `gradient` returns", {"the gradient": [(3,)]}, from_grad=True)
SIGMOID = gradient_by_hand(
    "gradient",
    form=VECTOR,
    problem=lambda draw, n=7: {"w": draw(3), "x": draw(n, 3), "y": (draw(n) > 0).to(draw.dtype)},
    call=lambda notebook, given, _: notebook.gradient(given["w"], given["x"], given["y"]),
    points={"returns": 1, "by_arithmetic": 1, "values": 1, "changes_nothing": 1},
)
DERIVED = gradient_by_autograd(
    "gradient",
    form=VECTOR,
    problem=lambda draw, n=7: {
        "w": draw(3), "x": draw(n, 3), "y": draw(n), "loss": "mse", "factor": 1.0
    },
    call=lambda notebook, given, told: notebook.gradient(
        scaled(given, told), given["w"], given["x"], given["y"]
    ),
    points={"returns": 1, "values": 1, "any_loss": 1, "changes_nothing": 1},
)  # fmt: skip


def of_sigmoid(w, x, y):
    return x.T @ (torch.sigmoid(x @ w) - y) / len(y)


def of_loss(loss_fn, w, x, y):
    w = w.clone().requires_grad_()
    return torch.autograd.grad(loss_fn(x @ w, y), w)[0]


def true_sigmoid(given):
    return of_sigmoid(given["w"], given["x"], given["y"])


def true_loss(given):
    return of_loss(LOSSES[given["loss"]], given["w"], given["x"], given["y"])


def rounded(w, x, y):
    return of_sigmoid(w, x, y).bfloat16().to(w.dtype)


def scribbling(w, x, y):
    return of_sigmoid(w, x.sub_(0), y.mul_(2) / 2)


def of_mse(_, w, x, y):
    return of_loss(torch.nn.functional.mse_loss, w, x, y)


def untaken(loss_fn, w, x, y):
    w = w.clone().requires_grad_()
    return torch.autograd.grad(loss_fn(x @ w, y), w)


def by_hand(_, w, x, y):
    return 2 * x.T @ (x @ w - y) / len(y)


def for_show(loss_fn, w, x, y):
    of_loss(loss_fn, w, x, y)
    return by_hand(loss_fn, w, x, y)


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        (of_sigmoid, {}),  # it has no arguments that are multiplied far away
        (rounded, {"by_arithmetic": None}),
        (scribbling, {"changes_nothing": "argument-changed"}),
    ],
)
def test_a_gradient_by_hand_that_is_put_by_a_call(wrong, expected):
    found = hidden_faults(SIGMOID, grader_of(true_sigmoid), {"gradient": wrong})
    assert {check: fault.diagnosis for check, fault in found.items() if fault} == expected


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        (of_loss, None),
        (untaken, "grad-tuple"),
        (of_mse, "loss-fn-ignored"),
        (by_hand, "manual-in-autograd"),
        (for_show, "manual-in-autograd"),
    ],
)
def test_a_gradient_by_autograd_is_named_by_what_it_follows(wrong, expected):
    found = hidden_faults(DERIVED, grader_of(true_loss), {"gradient": wrong})
    assert {fault.diagnosis for fault in found.values() if fault} == {expected} - {None}
