"""Week 3's notebook: the facts that it shows, and what its public checks say to mistakes."""

import contextlib
import io
from pathlib import Path

import nbformat
import pytest

from autograder.public import PublicCheckFailed

ROOT = Path(__file__).resolve().parents[2]
RELEASED = ROOT / "release/autograd"
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
ELSEWHERE = "values, w = [], w.detach().requires_grad_()"
WHERE = "(w * x + b >= 0) * (w * x + b)"  # which counts the corner to the rising part


@pytest.mark.parametrize(
    ("task", "right", "wrong", "advice"),
    [
        (HAND, "z, x, 1.0", "z, w, 1.0", "at x = 2.975, w = 1.734, b = -2.44765, `da_dw` is wr"),
        (HAND, "z, x, 1.0", "z, x", "what `relu_partials` returns is not a tuple of 3 numb"),
        (HAND, "z <= 0", "z < 0", "at x = 0.125, w = 0.25, b = -0.03125, in relu's corne"),
        (HAND, "z, x, 1.0", "z, x, True", "da_db is not a number"),
        (GRAD, "(da_db,) =", "da_db =", "your code raised AttributeError: 'tuple' object has"),
        (GRAD, "da_dw.item(), da_db.item()", "(da_dw,), da_db", "da_dw is a tuple, not"),
        (GRAD, "F.relu(w * x + b)", WHERE, "at x = 0.875, w = -0.5, b = 0."),
        (ADDING, "w.grad.clone()", "w.grad", "what `accumulated_gradients` returns is not right"),
        (ADDING, "w.grad.clone()", "w.grad.tolist()", "an entry of the list is not a plain tensor"),
        (ADDING, "values = []", "values, w.grad = [], w.data * 1", "what `accumulated_gradients`"),
        (ADDING, "values = []", ELSEWHERE, "the w that was passed in has no `.grad` afterwards"),
        (ADDING, "return values", "return values[-1]", "what `accumulated_gradients` returns is"),
        (ZERO, "parameter.zero_()", "parameter.data = 0 * parameter", "the zeros lie in new mem"),
        (ZERO, "module.parameters()", "module._parameters.values()", "`inside.0.gain` is not zero"),
        (ZERO, "module.parameters()", "module.state_dict().values()", "`running_mean`, a buf"),
        (ZERO, "parameter.zero_()", "parameter.zero_().requires_grad_()", "`shift`, which was fr"),
        (ZERO, "with torch.no_grad():", OFF, "afterwards gradients are no longer recorded"),
        (APIS, FORWARD, "F.linear(x, weight, bias)", "the output is not right"),
        (
            APIS,
            FORWARD,
            "F.relu(F.linear(x, weight.detach(), bias))",
            "no gradient reaches `weight`",
        ),
        (APIS, FORWARD, "F.linear(x, weight[:1])", "the output has shape (n, 1), not (n, H)"),
    ],
)
def test_a_check_says_in_one_line_what_to_do(cells, task, right, wrong, advice, monkeypatch):
    source = cells[task].source
    assert right in source
    space = {}
    monkeypatch.chdir(RELEASED)
    with contextlib.redirect_stdout(io.StringIO()):
        for cell_id in ("given_imports", "given_relu_layer"):
            exec(cells[cell_id].source, space)
        exec(source.replace(right, wrong), space)
        with pytest.raises(PublicCheckFailed) as refusal:
            exec(cells[f"check_{task}"].source, space)
    line = str(refusal.value)
    assert line.startswith(f"{task}: {advice}")
    assert line.endswith("Change the cell above, run it, then run this one again.")
    assert "\n" not in line


def test_nudging_measures_the_slopes_that_the_text_states(cells):
    space = {}
    exec(cells["given_tools"].source, space)
    assert space["measured"](3.0, 2.0, 1.0) == pytest.approx((3.0, 1.0))
    assert space["measured"](3.0, -2.0, 1.0) == (0.0, 0.0)


def test_the_network_that_is_shown_is_zeroed_but_for_its_buffers(cells):
    before, after = printed(cells["given_show_zeroed"]).removeprefix("before:\n").split("after:\n")
    assert [line.split()[:2] for line in before.splitlines()] == [
        line.split()[:2] for line in after.splitlines()
    ]
    zeroed = {line.split()[0] for line in after.splitlines() if line.endswith(" 0.00")}
    assert zeroed == {"parameter", "buffer"}  # the running mean starts at zero
    assert any("running_var" in line and line.endswith("3.00") for line in after.splitlines())
    assert all(line.endswith(" 0.00") for line in after.splitlines() if "parameter" in line)
