"""Week 2's notebook: the facts that it shows, and what its public checks say to mistakes."""

import contextlib
import io
import re
from pathlib import Path

import nbformat
import pytest

from autograder.public import PublicCheckFailed, run_task

ROOT = Path(__file__).resolve().parents[2]
RELEASED = ROOT / "release/training-pipeline/training-pipeline.ipynb"
SOLVED = ROOT / "solutions/training-pipeline/training-pipeline.ipynb"


@pytest.fixture
def cells():
    return {cell.id: cell for cell in nbformat.read(SOLVED, as_version=4).cells}


def printed(cell):
    return "".join(output.text for output in cell.outputs if output.output_type == "stream")


def test_it_shows_that_the_optimizer_alone_changes_nothing(cells):
    text = printed(cells["given_experiment"])
    rows = {row[:34].strip(): row[34:].split()[-2:] for row in text.splitlines()[1:]}
    assert rows["by hand"] == rows["optimizer alone"] == ["9.6124", "10.0000"]
    assert rows["optimizer and random start, seed 1"][-1] == "10.0000"
    assert rows["optimizer and bias"][-1] in ("9.6835", "9.6836")
    gap = re.search(r"by the optimizer alone: (\S+)$", text, re.M)
    assert float(gap[1]) < 1e-5


def test_it_shows_that_training_on_goes_to_the_line(cells):
    lines = printed(cells["given_longer"]).splitlines()
    assert all(line.endswith("w = 2.000, b = 0.000, f(5) = 10.000") for line in lines)
    assert "not enough values to unpack" in printed(cells["given_observe"])


def test_it_shows_that_a_flat_y_teaches_the_mean(cells):
    text = printed(cells["given_observe"])
    assert "the loss ends at 5.000, warned: True" in text
    assert "f(5) = 5.000, mean of y = 5.000" in text


def test_every_plot_is_there(cells):
    plots = ("picture", "descent", "broadcast", "graph", "plot_runs")
    for name in (f"given_{plot}" for plot in plots):
        assert any("image/png" in output.get("data", {}) for output in cells[name].outputs)


W, COLUMNS, MODULE, LOOP = "loss_and_optimizer", "columns", "linear_module", "training_loop"


@pytest.mark.parametrize(
    ("task", "right", "wrong", "advice"),
    [
        (W, "optimizer.zero_grad()", "pass", "the first update is right, but a later one is not"),
        (W, "optimizer.step()", "pass", "training leaves the parameters as they are"),
        (W, "torch.zeros((),", "torch.zeros(1,", "`w` has shape (1,), not ()"),
        (W, "dtype=x.dtype, ", "", "`w` has dtype float32, not float64"),
        (W, "loss.item()", "loss", "the noted losses still require a gradient"),
        (W, "return w.detach(), losses", "return losses", "returns is not a pair: `w` and the"),
        (COLUMNS, ".view(-1, 1)", "", "x has shape (n,), not (n, 1)"),
        (COLUMNS, ", dtype=torch.float32", "", "int64, not float32"),
        (COLUMNS, "return x, y", "return y, x", "x does not hold the numbers that were given"),
        (MODULE, "(input_dim, output_dim, device=", "(input_dim, 3, device=", "exactly nn.Linear("),
        (MODULE, "device=device", "bias=False, device=device", "does not list exactly weight and"),
        (MODULE, "device=device, dtype=dtype", "device=device", "dtype=torch.float64 and device="),
        (MODULE, "self.linear(x)", "self.linear(x).squeeze()", "shape (n,), not (n, output_dim)"),
        (LOOP, "optimizer.zero_grad()", "pass", "update is right, but a later one is not"),
        (LOOP, "if loss_fn is None else loss_fn", "", "the `loss_fn` that it was given"),
        (LOOP, "return losses", "return losses[-1]", "is not a list"),
    ],
)
def test_a_check_says_in_one_line_what_to_do(cells, task, right, wrong, advice, monkeypatch):
    assert right in cells[task].source
    cells[task].source = cells[task].source.replace(right, wrong)
    space = {}
    monkeypatch.chdir(RELEASED.parent)
    with contextlib.redirect_stdout(io.StringIO()):
        for cell_id in ("given_imports", task):
            exec(cells[cell_id].source, space)
        with pytest.raises(PublicCheckFailed) as refusal:
            exec(cells[f"check_{task}"].source, space)
    line = str(refusal.value)
    assert line.startswith(f"{task}: ")
    assert advice in line
    assert "\n" not in line


def test_of_several_updates_the_first_that_differs_is_shown(cells):
    space = {}
    source = cells[W].source.replace("optimizer.zero_grad()", "pass")
    for code in (cells["given_imports"].source, source):
        exec(code, space)
    result = run_task(RELEASED.parent, space, W)
    moves = [
        [float(number) for number in shown.strip("[]").split(", ")]
        for shown in (result.received, result.expected)
    ]
    agree = [mine == pytest.approx(right) for mine, right in zip(*moves, strict=True)]
    assert agree == [True, False, False]
    assert result.picture.title.startswith("move in update 2")
    drawn = (*result.picture.received, *result.picture.expected)
    assert drawn == pytest.approx([of_all[1] for of_all in moves], rel=1e-3)
