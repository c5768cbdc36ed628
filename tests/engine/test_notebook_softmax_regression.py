"""Week 5's notebook: the results that it shows, and that they belong to its recipe."""

import contextlib
import io
import re
from pathlib import Path

import nbformat
import pytest
import torch

ROOT = Path(__file__).resolve().parents[2]
SOLVED = ROOT / "solutions/softmax-regression/softmax-regression.ipynb"
RELEASED = ROOT / "release/softmax-regression/softmax-regression.ipynb"
TASKS = ("softmax", "cross_entropy_gradient", "train_softmax", "softmax_regression")
# Mean cross entropy over the training set after each of the 25 epochs.
HISTORY = (
    "1.11347 0.71741 0.54196 0.45023 0.39230 0.35018 0.31509 0.29432 0.27335 0.25591 0.24363 "
    "0.23008 0.21961 0.21073 0.20250 0.19631 0.18863 0.18520 0.17735 0.17255 0.16750 0.16570 "
    "0.15942 0.15588 0.15268"
)


def cells_of(path):
    return {cell.id: cell for cell in nbformat.read(path, as_version=4).cells}


def printed(cell):
    return "".join(output.text for output in cell.outputs if output.output_type == "stream")


def test_the_solved_notebook_shows_what_it_states():
    cells = cells_of(SOLVED)
    assert "training 97.80%   test 95.36%" in printed(cells["given_training"])
    assert "first 1.11347   last 0.15268" in printed(cells["given_training"])
    assert "training 86.30%   test 84.82%" in printed(cells["given_observe_twice"])
    assert "the smallest value there is: 1.461" in printed(cells["given_observe_twice"])
    sure = printed(cells["given_observe_sure"])
    assert re.findall(r"(\d+\.\d)%", sure) == ["87.7", "95.4", "66.4", "0.1"]
    gaps = re.findall(r"largest difference (\S+)", printed(cells["given_compare_gradient"]))
    assert len(gaps) == 3
    assert all(float(gap) < 1e-6 for gap in gaps)
    for pictures in ("given_digits", "given_softmax_picture", "given_push", "given_plots"):
        assert any("image/png" in output.get("data", {}) for output in cells[pictures].outputs)


def run_cells(*wanted, path=SOLVED):
    """Run the cells of a notebook here, but for the checks and pictures; return their names."""
    names, text = {}, io.StringIO()
    with contextlib.redirect_stdout(text):
        for cell_id, cell in cells_of(path).items():
            if cell.cell_type == "code" and cell_id in wanted:
                exec(cell.source, names)
    return names, text.getvalue()


@pytest.mark.thorough
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_the_recipe_holds_in_both_precisions(dtype):
    space, _ = run_cells("given_imports", "given_data", "given_tools", *TASKS)
    x, x_test, y, y_test = space["load_digits_data"]("cpu", dtype)
    model = space["SoftmaxRegression"](64, 10, dtype=dtype)
    losses = space["train_softmax"](model, x, y, 25, learning_rate=0.5)
    assert " ".join(f"{loss:.5f}" for loss in losses) == HISTORY
    assert space["accuracy"](model, x, y) == 0.978
    assert space["accuracy"](model, x_test, y_test) == pytest.approx(760 / 797)


def test_open_tasks_stop_nothing():
    given = [name for name in cells_of(RELEASED) if name.startswith("given_")]
    without = {"given_hand_in", "given_digits", "given_push", "given_plots"}
    _, text = run_cells(*{*given, *TASKS} - without, path=RELEASED)
    assert text.count("task `") >= 4
    assert "not trained: NotImplementedError" in text


@pytest.mark.thorough
def test_the_code_to_try_shows_what_is_read_wrongly(monkeypatch):
    space, _ = run_cells("given_imports", "given_data", "given_tools", "given_training", *TASKS)
    (code,) = re.findall(r"```python\n(.*?)```", cells_of(SOLVED)["plots_in_words"].source, re.S)
    monkeypatch.setattr(space["plt"], "show", lambda: None)
    exec(code, space)
    titles = [place.get_title() for place in space["axes"]]
    space["plt"].close()
    assert len(space["wrong"]) == 37
    assert all(re.fullmatch(r"\d read as \d\np = 0\.\d\d", title) for title in titles)
