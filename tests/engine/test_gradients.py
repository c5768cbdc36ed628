"""Comparing and diagnosing answers, and what exceptions give away."""

import json
import math

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import CheckFailed, StudentProtocol
from autograder.kit.compare import (
    agrees,
    constant,
    diagnose,
    error,
    evidence,
    first_difference,
    loss_evidence,
)
from autograder.kit.forms import (
    expect_array,
    expect_number,
    expect_numbers,
    expect_records,
    expect_tensor,
    expect_tensors,
    identical,
    shape_words,
)
from autograder.kit.hidden.remember import remembered
from autograder.kit.nearly import history_hint, scale_hint, size_hint
from autograder.wire import Opaque

SIZES = {7: "n", 3: "F"}


def tensor_of(value, shapes=((3, 1),), dtype=torch.float32):
    return expect_tensor(value, "it", dtype=dtype, shapes=shapes, sizes=SIZES)


def test_a_right_tensor_comes_back_as_it_is():
    value = torch.ones(3, 1)
    assert tensor_of(value) is value


@pytest.mark.parametrize(
    ("value", "words", "diagnosis"),
    [
        (None, "not a plain tensor", None),
        (Opaque("LyingTensor"), "not a plain tensor", None),
        ([[1.0], [1.0], [1.0]], "not a plain tensor", None),
        (np.ones((3, 1), np.float32), "not a plain tensor", None),
        ((torch.ones(3, 1),), "holds a tensor", None),
        (torch.ones(3), "shape (F,), not (F, 1)", None),
        (torch.ones(()), "shape (), not (F, 1)", None),
        (torch.empty(0), "shape (?,), not (F, 1)", None),
        (torch.ones(7, 7), "shape (n, n), not (F, 1)", None),
        (torch.ones(3, 1).double(), "dtype float64, not float32", "dtype-ignored"),
        (torch.ones(3, 1).int(), "dtype int32, not float32", None),
        (torch.full((3, 1), math.nan), "nan or inf", None),
        (torch.full((3, 1), math.inf), "nan or inf", None),
    ],
)
def test_a_tensor_of_another_form_is_named(value, words, diagnosis):
    with pytest.raises(CheckFailed) as failed:
        tensor_of(value)
    assert words in failed.value.message
    assert failed.value.diagnosis == diagnosis


def test_a_tuple_is_that_of_autograd_only_where_autograd_was_asked():
    """Elsewhere it comes of a comma at the end of a line."""
    form = {"dtype": torch.float32, "shapes": [(3, 1)], "sizes": SIZES}
    for asked, diagnosis in ((True, "grad-tuple"), (False, None)):
        with pytest.raises(CheckFailed, match="holds a tensor") as failed:
            expect_tensor((torch.ones(3, 1),), "it", **form, from_grad=asked)
        assert failed.value.diagnosis == diagnosis


def test_a_size_is_asked_about_where_it_stays_and_those_of_the_inputs_change():
    asked = "Is a number written there that should come from the inputs?"
    assert size_hint([torch.ones(10), torch.ones(10)], [7, 5]) == asked
    assert size_hint([np.ones((4, 1)), np.ones((4, 1))], [7, 5]) == asked
    assert size_hint([torch.ones(10), torch.ones(10)], [7, 7]) == ""
    assert size_hint([torch.ones(14), torch.ones(10)], [7, 5]) == ""
    assert size_hint([torch.ones(7), torch.ones(7)], [7, 5]) == asked
    assert size_hint([torch.ones(()), torch.ones(())], [7, 5]) == ""
    assert size_hint([torch.ones(1), torch.ones(1)], [7, 5]) == "", "one number for all"
    assert size_hint([None, 3.0], [7, 5]) == ""


def test_an_answer_that_never_changes_is_written_down_unless_it_is_where_it_began():
    assert constant(0) == constant([0.0, torch.zeros(3)]) == "always-zero"
    assert constant(30.0) == constant((0.0, 1.0)) == constant("text") == "hard-coded"


def test_no_broadcasting_ever():
    """`torch.allclose(empty(0), ones(1))` is True; here other shapes agree with nothing."""
    for other in (torch.empty(0), torch.ones(()), torch.ones(1), torch.ones(3, 3)):
        assert not agrees(other, torch.ones(2))
    assert not agrees(1.0, [1.0, 1.0])


def test_pairs():
    parts = {"w": [(3, 1)], "b": [(1,), ()]}

    def pair_of(value):
        form = {"parts": parts, "dtype": torch.float32, "sizes": SIZES}
        return expect_tensors(value, "it", **form, from_grad=True)

    assert len(pair_of([torch.ones(3, 1), torch.ones(())])) == 2
    for value, diagnosis in (((), "grad-tuple"), (torch.ones(2), None), ({}, None), ([1], None)):
        with pytest.raises(CheckFailed) as failed:
            pair_of(value)
        assert failed.value.diagnosis == diagnosis


def test_arrays_and_numbers_of_numpy():
    kind = {"dtype": "float32", "shapes": [(), (7,)], "sizes": SIZES}
    assert expect_array(np.array(1, np.float32), "it", **kind) == 1
    for value in (1.0, np.ones(7), np.ones(3, np.float32), np.full(7, math.nan, np.float32)):
        with pytest.raises(CheckFailed):
            expect_array(value, "it", **kind)
    assert expect_number(np.array(2.0), "it") == expect_number(torch.tensor(2), "it") == 2.0
    for bad in (True, "1", None, math.nan, torch.ones(1), torch.tensor(1j), Opaque("float")):
        with pytest.raises(CheckFailed):
            expect_number(bad, "it")


@pytest.mark.parametrize(
    "value", [[1.0, 2], (1.0, torch.tensor(2.0)), torch.tensor([1.0, 2.0]), np.array([1.0, 2.0])]
)
def test_numbers_in_any_sequence(value):
    assert expect_numbers(value, "it", 2, each="epoch") == [1.0, 2.0]


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "it holds more numbers than there are epochs"),
        (1, "it holds one number more than there are epochs"),
        (3, "it holds one number fewer than there are epochs"),
        (4, "it holds fewer numbers than there are epochs"),
    ],
)
def test_too_many_or_too_few_numbers(count, words):
    with pytest.raises(CheckFailed) as caught:
        expect_numbers([1.0, 2.0], "it", count, each="epoch")
    assert caught.value.message == words
    assert caught.value.evidence == {"length": 2, "expected": count}


@pytest.mark.parametrize("value", [None, 1.0, "12", [[1.0], [2.0]], [None, 1.0], {"a": 1, "b": 2}])
def test_what_is_no_list_of_numbers(value):
    with pytest.raises(CheckFailed):
        expect_numbers(value, "it", 2, each="epoch")


@pytest.mark.parametrize(
    "found", [None, {}, [], [{"a": True}], [{"a": 1, "b": 0}], [1], [{"a": True, "b": 0}] * 2]
)
def test_a_forged_probe_answer_is_the_students_fault(found):
    with pytest.raises(StudentProtocol):
        expect_records(found, 1, a=bool, b=object)


def test_a_probe_answer_of_the_right_form():
    found = [{"a": True, "b": Opaque("x"), "c": 1}]
    assert expect_records(found, 1, a=bool, b=object) is found


def test_what_has_no_numbers_agrees_with_nothing():
    for value in (None, "1", Opaque("x"), [None], {"a": 1}, torch.tensor(1j), np.array(["a"])):
        assert not agrees(value, 1.0)
        assert not agrees(value, value)
        assert evidence(value, 1.0) == {"error": None}


@given(st.floats(-1e6, 1e6), st.sampled_from([1 + 5e-4, -1.0, 2.0, 0.5]))
def test_a_factor_is_seen_unless_all_is_small(scale, factor):
    expected = scale * torch.tensor([1.0, -2.0, 3.0], dtype=torch.float64)
    assert agrees(expected, expected)
    if abs(scale) > 0.1:
        assert not agrees(factor * expected, expected, rtol=1e-4)
        assert evidence(factor * expected, expected)["ratio"] == pytest.approx(factor, rel=1e-3)


def test_the_tolerance_follows_the_dtype():
    single, double = torch.ones(5), torch.ones(5).double()
    assert agrees(single * (1 + 5e-5), single)
    assert not agrees(double * (1 + 5e-5), double)
    assert agrees(double * (1 + 5e-10), double)
    assert not agrees(single * (1 + 5e-4), single)


def test_the_rounding_of_a_vanishing_gradient_is_no_mistake():
    assert agrees(torch.tensor([1e-7]), torch.tensor([0.0]))
    assert not agrees(torch.tensor([1e-3]), torch.tensor([0.0]))


def test_nan_and_inf_agree_with_nothing():
    assert error(torch.tensor([math.nan]), torch.tensor([1.0])) == math.inf
    assert error(torch.tensor([math.inf]), torch.tensor([math.inf])) == math.inf


def test_evidence_tells_a_factor_from_a_direction():
    expected = torch.tensor([1.0, 2.0])
    found = evidence(-3 * expected, expected)
    assert (found["error"], found["ratio"], found["cosine"]) == (4.0, -3.0, -1.0)
    assert evidence(torch.tensor([2.0, -1.0]), expected)["cosine"] == 0.0


def test_evidence_holds_few_numbers_themselves():
    pair = (torch.tensor([[1 / 3], [math.nan]]), torch.tensor([-math.inf]))
    found = evidence(pair, (torch.zeros(2, 1), torch.ones(1)))
    assert found["received"] == (0.3333, "nan", "-inf")
    assert found["expected"] == (0.0, 0.0, 1.0)
    assert json.loads(json.dumps(found))["received"] == [0.3333, "nan", "-inf"]
    assert "received" not in evidence(torch.zeros(9), torch.ones(9))
    assert "received" not in evidence([], [])


def test_evidence_of_losses_is_cut_after_sixty():
    found = loss_evidence([1.0] * 100, [2.0] * 100)
    assert found["ratio"] == 0.5
    assert found["received losses"] == (1.0,) * 60
    assert found["expected losses"] == (2.0,) * 60
    assert "received losses" not in loss_evidence(Opaque("x"), [2.0])


def test_first_difference_counts_from_one():
    assert first_difference([1.0, 2.0], [1.0, 2.0]) is None
    assert first_difference([1.0, 2.1], [1.0, 2.0]) == 2


def test_identical_is_exact():
    ones = torch.ones(3)
    assert identical(ones.clone(), ones)
    for other in (None, [1.0, 1.0, 1.0], ones.double(), ones.view(3, 1), ones + 1e-7):
        assert not identical(other, ones)


HYPOTHESES = [
    ("gradient-half", lambda x: x / 2),
    ("gradient-sign", lambda x: -x),
    ("gradient-sign", lambda x: -x.abs()),
]


def test_a_diagnosis_fits_every_problem():
    problems = [torch.tensor([1.0, 2.0]), torch.tensor([3.0, -4.0])]
    assert diagnose(problems, [-x for x in problems], HYPOTHESES) == "gradient-sign"
    assert diagnose(problems, [-x.abs() for x in problems], HYPOTHESES) == "gradient-sign"
    assert diagnose(problems, [-problems[0], problems[1] / 2], HYPOTHESES) is None
    assert diagnose(problems, [-x / 2 for x in problems], HYPOTHESES) is None


def test_two_that_fit_are_no_diagnosis():
    zeros = [torch.zeros(2)] * 2
    assert diagnose(zeros, zeros, HYPOTHESES) is None


def test_one_problem_is_too_few():
    with pytest.raises(ValueError, match="two problems"):
        diagnose([1], [1], HYPOTHESES)


def test_shapes_in_words_name_no_hidden_size():
    assert shape_words((7, 3, 1, 12345, 9), SIZES) == "(n, F, 1, ?, ...)"


@pytest.mark.parametrize("factor", [0.01, 0.5, 1.1, 7.0, 1e6])
def test_one_factor_is_asked_about(factor):
    truth = (torch.tensor([[1.0], [-2.0], [0.5]]), torch.tensor([3.0]))
    answer = tuple(factor * part for part in truth)
    assert scale_hint(answer, truth).startswith("The numbers are right except for one factor")
    turned = tuple(-part for part in answer)
    assert "and the sign" in scale_hint(turned, truth)


@pytest.mark.parametrize(
    "answer",
    [
        [1.0, 2.0, 3.01],  # another direction
        [1.0 + 1e-7, 2.0, 3.0],  # rounding is no factor
        [0.0, 0.0, 0.0],
        [math.inf, 2.0, 3.0],
        [1.0, 2.0],
        "numbers",
    ],
)
def test_nothing_is_asked_where_there_is_no_factor(answer):
    assert scale_hint(answer, [1.0, 2.0, 3.0]) == ""


def test_a_single_number_has_no_factor_of_its_own():
    assert scale_hint([2.0], [1.0]) == ""


LOSSES = [0.388491, 0.316794, 0.263788]


@pytest.mark.parametrize(
    ("losses", "asked"),
    [
        ([0.39, 0.32, 0.26], "rounded"),
        ([0.388491, 0.31, 0.25], "The first loss is right"),
        ([38.8491, 31.6794, 26.3788], "except for one factor"),
        ([0.41, 0.316794, 0.263788], ""),
        ([0.401234, 0.351234, 0.301234], ""),
    ],
)
def test_what_is_asked_about_losses_that_no_mistake_explains(losses, asked):
    hint = history_hint(losses, LOSSES)
    assert asked in hint
    assert bool(hint) == bool(asked)


def test_an_answer_is_remembered_by_the_content_of_what_was_asked():
    asked = []

    @remembered
    def total(given, *, times=1):
        asked.append(given)
        return times * given["x"].sum()

    x = torch.tensor([1.0, 2.0])
    assert total({"x": x, "name": "a"}) == total({"name": "a", "x": x.clone()}) == 3
    assert len(asked) == 1
    x[0] = 5.0
    assert total({"x": x, "name": "a"}) == 7, "changed in place"
    assert total({"x": x, "name": "b"}, times=2) == 14
    assert total({"x": x.double(), "name": "a"}).dtype == torch.float64
    assert total({"x": x.view(2, 1), "name": "a"}) == 7
    assert total({"x": x.numpy(), "name": "a"}) == 7
    assert total({"x": x, "name": "a"}, times=True).dtype == torch.float32
    assert len(asked) == 7


def test_what_a_function_raises_is_raised_again():
    @remembered
    def refuse(_):
        raise ValueError("no")

    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            refuse([1])
