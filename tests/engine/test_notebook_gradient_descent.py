"""Week 1's notebook: the facts that it shows, and what its public checks say to mistakes."""

import contextlib
import io
from pathlib import Path

import nbformat
import pytest

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
        (FIRST, "w * x", "w + x", "`forward` gives"),
        (FIRST, "((y_pred - y) ** 2).mean()", "(y_pred - y) ** 2", "should be one number"),
        (FIRST, "** 2).mean()", "** 2).sum()", "and should be 8.75: 3 times that"),
        (FIRST, "return ((y_pred - y) ** 2).mean()", "pass", "The loss is None"),
        (HAND, MEAN, "(2 * x * (y - y_pred)).mean()", "has the wrong sign"),
        (HAND, MEAN, "(x * (y_pred - y)).mean()", "0.5 times that"),
        (HAND, MEAN, "np.dot(2 * x, y_pred - y)", "for 3 samples is -27 and should be -9"),
        (LOOP, "w - learning_rate", "w + learning_rate", "w after 1 update has the wrong sign"),
        (LOOP, "return w, losses", "return w", "should return two things"),
        (LOOP, "return w, losses", "return w, losses[1:]", "1 iterations should give 1 losses"),
        (LOOP, "return w, losses", "return w, losses[::-1]", "losses[0], the loss before update 0"),
        (GRAD, CLEARED, "", "w after 3 updates is"),
        (GRAD, "loss.item()", "loss", "should be plain numbers"),
        (GRAD, "dtype=x.dtype, ", "", "w is torch.float32: start it as torch.float64"),
        (GRAD, "w.detach(), losses", "losses, w.detach()", "w after 1 update should be one number"),
        (BUG, "return n", "return 4", "With 2 samples, the lecture's gradient over your factor"),
        (BUG, "return n", "n", "The factor is None"),
    ],
)
def test_a_public_check_says_in_one_line_what_to_do(cells, task, right, wrong, advice):
    source = cells[task].source
    assert right in source
    space = {}
    with contextlib.redirect_stdout(io.StringIO()):
        for cell_id in ("given_imports", "given_data", "given_tools", FIRST, HAND, LOOP):
            exec(cells[cell_id].source, space)
        exec(cells["given_lecture"].source, space)
        exec(source.replace(right, wrong), space)
        with pytest.raises(AssertionError) as refusal:
            exec(cells[f"check_{task}"].source, space)
    assert advice in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert space["results"] == {task: False}
