"""Week 1's notebook: the facts that it shows, and what its public checks say to mistakes."""

import contextlib
import io
from pathlib import Path

import nbformat
import pytest
import torch

from autograder.public import PublicCheckFailed

ROOT = Path(__file__).resolve().parents[2]
SOLVED = ROOT / "solutions/gradient-descent/gradient-descent.ipynb"


@pytest.fixture(scope="module")
def cells():
    return {cell.id: cell for cell in nbformat.read(SOLVED, as_version=4).cells}


def printed(cell):
    return "".join(output.text for output in cell.outputs if output.output_type == "stream")


def test_it_shows_what_the_right_gradient_reaches(cells):
    shown = [line.split()[-1] for line in printed(cells["given_descent"]).splitlines() if line]
    assert shown == ["0.000", "8.031", "9.612", "10.000", "61."]


def test_it_shows_that_autograd_is_as_exact_as_the_hand(cells):
    _, *rows = printed(cells["given_compare"]).splitlines()
    assert [row.split()[0] for row in rows] == ["10", "20", "100"]
    assert {row.split()[3] for row in rows} == {"0.0e+00"}


def test_it_shows_that_the_lectures_gradient_is_too_large(cells):
    text = printed(cells["given_lecture"])
    assert text.splitlines()[1].split() == ["0.0", "-30.0000", "-30.0000", "-120.0000"]
    assert "8.031 with your gradient, 9.999 with the lecture's" in text
    assert "np.dot(X, Y) has shape ()" in printed(cells["given_sizes"])


def test_it_shows_the_stable_learning_rates(cells):
    _, *rows = printed(cells["given_rates"]).splitlines()
    ends = {row.split()[0]: row.split()[1:] for row in rows if row}
    assert ends["0.03"] == ["2.000", "2.000"]
    assert ends["0.04"] == ["2.000", "-4.0e+07"]
    assert ends["0.14"][0] == "-2.3e+02"


def test_a_rebound_weight_fails_in_the_two_ways_that_the_text_names():
    w = torch.tensor(0.5, requires_grad=True)
    with torch.no_grad():
        unrecorded = w - 0.1
    with pytest.raises(RuntimeError, match="does not require grad"):
        (unrecorded * unrecorded).backward()
    recorded = w - 0.1
    (recorded * recorded).backward()
    with pytest.warns(UserWarning, match="not a leaf"):
        assert recorded.grad is None


def test_every_plot_is_there(cells):
    for name in ("given_parabola", "given_descent", "given_graph", "given_rates"):
        assert any("image/png" in output.get("data", {}) for output in cells[name].outputs)


FIRST, HAND, LOOP = "forward_and_loss", "manual_gradient", "training_loop"
GRAD, BUG = "autograd_loop", "find_the_bug"
MEAN = "(2 * x * (y_pred - y)).mean()"
CLEARED = "        w.grad.zero_()\n"


@pytest.mark.parametrize(
    ("task", "right", "wrong", "advice"),
    [
        (FIRST, "w * x", "w + x", "what `forward` returns is not right"),
        (FIRST, "((y_pred - y) ** 2).mean()", "(y_pred - y) ** 2", "returns is an array, not a"),
        (FIRST, "** 2).mean()", "** 2).sum()", "what `mse_loss` returns is not right"),
        (FIRST, "return ((y_pred - y) ** 2).mean()", "pass", "what `mse_loss` returns is None"),
        (HAND, MEAN, "(2 * x * (y - y_pred)).mean()", "what `gradient` returns is not right"),
        (HAND, MEAN, "(x * (y_pred - y)).mean()", "what `gradient` returns is not right"),
        (HAND, MEAN, "np.dot(2 * x, y_pred - y)", "what `gradient` returns is not right"),
        (LOOP, "w - learning_rate", "w + learning_rate", "w is not where gradient descent leads"),
        (LOOP, "return w, losses", "return w", "what `train_numpy` returns is not a pair"),
        (
            LOOP,
            "return w, losses",
            "return w, losses[1:]",
            "there is not one loss for each iteration",
        ),
        (LOOP, "return w, losses", "return w, losses[::-1]", "not those before each update"),
        (GRAD, CLEARED, "", "after several updates w is not that of gradient"),
        (GRAD, "loss.item()", "loss", "the returned losses require a gradient"),
        (GRAD, "dtype=x.dtype, ", "", "the returned w has another precision"),
        (
            GRAD,
            "w.detach(), losses",
            "losses, w.detach()",
            "the pair losses, w: the other way round",
        ),
        (BUG, "return n", "return 4", "the factor is the same for every n"),
        (BUG, "return n", "n", "`lecture_gradient_factor` returns is not a number"),
    ],
)
def test_a_public_check_says_in_one_line_what_to_do(cells, task, right, wrong, advice, monkeypatch):
    source = cells[task].source
    assert right in source
    space = {}
    monkeypatch.chdir(SOLVED.parents[2] / "release/gradient-descent")
    with contextlib.redirect_stdout(io.StringIO()):
        for cell_id in ("given_imports", "given_data", FIRST, HAND, LOOP, "given_lecture"):
            exec(cells[cell_id].source, space)
        exec(source.replace(right, wrong), space)
        with pytest.raises(PublicCheckFailed) as refusal:
            exec(cells[f"check_{task}"].source, space)
    line = str(refusal.value)
    assert line.startswith(f"{task}: ")
    assert advice in line
    assert "\n" not in line
