"""The kit's values: what a function is charged for beside its numbers, and how that is named."""

import pytest
import torch
from kit_trials import grader_of, hidden_faults, public_fault

from autograder.kit import Form, Right, function

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
