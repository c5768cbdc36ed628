"""Week 6's notebook: the results that it shows, and that they belong to its recipe."""

import contextlib
import io
import re
from pathlib import Path

import nbformat
import pytest
import torch

ROOT = Path(__file__).resolve().parents[2]
SOLVED = ROOT / "solutions/multilayer-perceptron/multilayer-perceptron.ipynb"
RELEASED = ROOT / "release/multilayer-perceptron/multilayer-perceptron.ipynb"
TASKS = ("forward_and_cache", "backpropagation", "mlp_module", "train_and_evaluate")
# Mean cross entropy over the training set after each of the 25 epochs; its last digits differ by
# machine, since some net inputs lie near the corner of the relu.
HISTORY = [
    1.87835, 1.04116, 0.60040, 0.42256, 0.33963, 0.26705, 0.21555, 0.24774, 0.19126, 0.15971,
    0.14398, 0.12833, 0.12453, 0.11701, 0.11043, 0.10063, 0.09484, 0.12312, 0.09375, 0.07759,
    0.07425, 0.07438, 0.06605, 0.07307, 0.06043,
]  # fmt: skip


def cells_of(path):
    return {cell.id: cell for cell in nbformat.read(path, as_version=4).cells}


def printed(cell):
    return "".join(output.text for output in cell.outputs if output.output_type == "stream")


def test_the_solved_notebook_shows_what_it_states():
    cells = cells_of(SOLVED)
    trained = printed(cells["given_training"])
    assert "training 99.00%   test 95.73%   losses 0.060 and 0.144" in trained
    assert "training loss: first 1.878   last 0.060" in trained
    symmetric = printed(cells["given_observe_symmetry"])
    assert re.findall(r"(\d+\.\d\d)%", symmetric) == ["11.30", "8.66", "32.30", "25.72"]
    linear = printed(cells["given_observe_linear"])
    assert "without relu       training 99.10%   test 95.98%" in linear
    assert "without relu 50%   loss 0.693" in linear
    dropping = printed(cells["given_observe_dropout"])
    assert "training 97.90%   test 96.11%   losses 0.099 and 0.153" in dropping
    modes = printed(cells["given_modes"])
    assert re.findall(r"agree: (\w+)", modes) == ["False", "True"]
    for pictures in ("given_bump", "given_picture", "given_plots"):
        assert any("image/png" in output.get("data", {}) for output in cells[pictures].outputs)


def run_cells(*wanted, path=SOLVED):
    """Run some cells of a notebook here; return their names and what they printed."""
    names, text = {}, io.StringIO()
    with contextlib.redirect_stdout(text):
        for cell_id, cell in cells_of(path).items():
            if cell.cell_type == "code" and cell_id in wanted:
                exec(cell.source, names)
    return names, text.getvalue()


@pytest.mark.thorough
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_the_recipe_holds_in_both_precisions(dtype):
    space, _ = run_cells("given_imports", *TASKS, "given_data")
    x, x_test, y, y_test = space["load_digits_data"]("cpu", dtype)
    torch.manual_seed(123)
    model = space["MLP"](64, 32, 10).to("cpu", dtype)
    noted = space["train_and_evaluate"](model, (x, y), (x_test, y_test), 25, learning_rate=0.3)
    assert [epoch["train_loss"] for epoch in noted] == pytest.approx(HISTORY, abs=1e-3)
    assert noted[-1]["train_accuracy"] == 0.99
    assert noted[-1]["test_accuracy"] == pytest.approx(763 / 797)
    assert noted[0]["test_loss"] == pytest.approx(1.90038, abs=1e-3)
    assert noted[-1]["test_loss"] == pytest.approx(0.14414, abs=1e-3)


def test_open_tasks_stop_nothing():
    given = [name for name in cells_of(RELEASED) if name.startswith("given_")]
    without = {"given_hand_in", "given_bump", "given_picture", "given_plots"}
    _, text = run_cells(*{*given, *TASKS} - without, path=RELEASED)
    assert text.count("NotImplementedError: task `") >= 4
    assert "not trained: " in text
