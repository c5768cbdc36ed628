"""Week 3's notebook: the facts that it shows, and what its public checks say to mistakes."""

import contextlib
import io
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
SOLVED = ROOT / "solutions/autograd/autograd.ipynb"


@pytest.fixture(scope="module")
def cells():
    return {cell.id: cell for cell in nbformat.read(SOLVED, as_version=4).cells}


def printed(cell):
    return "".join(output.text for output in cell.outputs if output.output_type == "stream")


def test_it_shows_where_a_second_call_needs_the_graph_and_where_not(cells):
    _, *rows = printed(cells["given_observe_retain"]).splitlines()
    assert [row.split()[-2:] for row in rows] == [
        ["RuntimeError", "RuntimeError"],  # relu
        ["RuntimeError", "RuntimeError"],  # a square
        ["works", "RuntimeError"],  # w*x + b
        ["works", "works"],  # w + b
    ]


def test_it_shows_that_gradients_add_up_and_that_zero_grad_leaves_none(cells):
    held = printed(cells["given_plot_accumulation"])
    assert held == "w.grad: [-4.0, -8.0, -12.0, -16.0, -20.0, -24.0]\n"
    lines = printed(cells["given_observe_zero_grad"]).splitlines()
    assert lines[2].split() == ["after", "zero_grad():", "None"]
    assert lines[3].endswith("[[0.0, 0.0]]")


def test_it_shows_the_range_that_linear_layers_start_in(cells):
    text = printed(cells["given_observe_start"])
    assert "from -0.707 to 0.707" in text
    assert "from -0.141 to 0.141" in text


def test_it_shows_what_in_place_operations_on_leaves_do(cells):
    text = printed(cells["given_observe_leaf"])
    assert "tensor([0., 0.])" in text
    assert "a leaf Variable that requires grad" in text


def test_both_interfaces_give_the_same_numbers(cells):
    assert printed(cells["given_plot_two_apis"]) == "largest difference: 0.0e+00\n"


HAND, GRAD, ADDING = "partials_by_hand", "partials_by_grad", "accumulation"
ZERO, APIS = "zero_init", "two_apis"
FORWARD = "F.relu(F.linear(x, weight, bias))"
OFF = "if not torch._C._set_grad_enabled(False):"


@pytest.mark.parametrize(
    ("task", "right", "wrong", "advice"),
    [
        (HAND, "z, x, 1.0", "z, w, 1.0", "At x = 3, w = 2, b = 1 da_dw should be 3, not 2."),
        (HAND, "z, x, 1.0", "z, x", "should return three numbers"),
        (HAND, "z <= 0", "z < 0", "(right in relu's corner) da_dw should be 0, not 2."),
        (HAND, "z, x, 1.0", "z, x, True", "da_db should be a number, not True"),
        (GRAD, "(da_db,) =", "da_db =", "object has no attribute"),
        (GRAD, "da_dw.item(), da_db.item()", "(da_dw,), da_db", "da_dw is a tuple with 1 entry"),
        (GRAD, "F.relu(w * x + b)", "(w * x + b).clamp(min=0)", "(right in relu's corner)"),
        (ADDING, "w.grad.clone()", "w.grad", "is the same as the last"),
        (ADDING, "w.grad.clone()", "w.grad.tolist()", "should be a tensor, not ['list'"),
        (ADDING, "values = []", "values, w.grad = [], w.data * 1", "holds something else"),
        (ADDING, "values = []", "values, w = [], w.detach().requires_grad_()", "w.grad` is None"),
        (ADDING, "return values", "return values[-1]", "a list of three tensors"),
        (ZERO, "parameter.zero_()", "parameter.data = 0 * parameter", "lie in new memory"),
        (ZERO, "module.parameters()", "module[0].parameters()", "`1.0.weight` is not zero"),
        (ZERO, "module.parameters()", "module.state_dict().values()", "is a buffer"),
        (ZERO, "parameter.zero_()", "parameter.zero_().requires_grad_()", "requires_grad=False"),
        (ZERO, "with torch.no_grad():", OFF, "switched off"),
        (APIS, FORWARD, "F.linear(x, weight, bias)", "the network says"),
        (APIS, FORWARD, "F.relu(F.linear(x, weight.detach(), bias))", "reaches the weight"),
        (APIS, FORWARD, "F.linear(x, weight[:1])", "shape (4, 1)"),
    ],
)
def test_a_public_check_says_in_one_line_what_to_do(cells, task, right, wrong, advice):
    source = cells[task].source
    assert right in source
    space = {}
    with contextlib.redirect_stdout(io.StringIO()):
        for cell_id in ("given_imports", "given_tools", "given_relu_layer"):
            exec(cells[cell_id].source, space)
        exec(source.replace(right, wrong), space)
        with pytest.raises((AssertionError, AttributeError)) as refusal:
            exec(cells[f"check_{task}"].source, space)
    assert advice in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert space["results"] == {task: False}
