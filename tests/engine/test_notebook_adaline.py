"""Week 4's notebook: the results that it shows, half done, and done wrong."""

import contextlib
import io
import re
from pathlib import Path

import nbformat
import pytest
import torch

from autograder.public import PublicCheckFailed

ROOT = Path(__file__).resolve().parents[2]
RELEASED = ROOT / "release/adaline/adaline.ipynb"
SOLVED = ROOT / "solutions/adaline/adaline.ipynb"
CHECKS = [
    f"check_{task}" for task in ("manual_gradient", "grad_call", "backward_loop", "linear_model")
]
# Mean squared error over the training set after each of the 20 epochs.
HISTORY = (
    "0.38849 0.31679 0.26379 0.22463 0.19527 0.17307 0.15629 0.14352 0.13360 0.12600 "
    "0.12007 0.11547 0.11178 0.10884 0.10656 0.10470 0.10320 0.10200 0.10105 0.10025"
)


def cells_of(path):
    return {cell.id: cell for cell in nbformat.read(path, as_version=4).cells}


def printed(cell):
    return "".join(output.text for output in cell.outputs if output.output_type == "stream")


def test_the_solved_notebook_shows_the_stated_accuracies_and_agreement():
    cells = cells_of(SOLVED)
    assert printed(cells["given_training"]).count("training 92.86%   test 93.33%") == 3
    gaps = re.findall(r": (\d\.\de-\d\d)$", printed(cells["given_agreement"]), re.M)
    assert len(gaps) == 2
    assert all(float(gap) <= 3e-8 for gap in gaps)
    assert "image/png" in cells["given_plots"].outputs[0].data


def test_it_counts_one_recorded_operation_for_each_rebound_update():
    in_place, rebound = printed(cells_of(SOLVED)["given_observe_graph"]).splitlines()
    assert re.findall(r"(\d+) after step", in_place) == ["0", "0", "0"]
    assert re.findall(r"(\d+) after step", rebound) == ["1", "10", "20"]


def run_cells(**replaced):
    """Run the solved cells here, but for the checks; return their names and what they printed."""
    names = {}
    text = io.StringIO()
    with contextlib.redirect_stdout(text):
        for cell_id, cell in cells_of(SOLVED).items():
            if cell.cell_type == "code" and cell_id not in ("given_plots", *CHECKS):
                exec(replaced.get(cell_id, cell.source), names)
    return names, text.getvalue()


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_the_loss_history_and_accuracies_hold_in_both_precisions(dtype):
    space, _ = run_cells()
    x, x_test, y, y_test = space["load_iris_data"]("cpu", dtype)
    for kind, loop in (("Adaline1", "manual"), ("Adaline2", "grad"), ("Adaline3", "backward")):
        model = space[kind](2, device="cpu", dtype=dtype)
        history = space[f"train_{loop}"](model, x, y, num_epochs=20)
        assert " ".join(f"{loss:.5f}" for loss in history) == HISTORY
        assert space["accuracy"](model, x, y) == 65 / 70
        assert space["accuracy"](model, x_test, y_test) == pytest.approx(28 / 30)


def test_the_code_to_try_draws_the_boundary_of_each_model(monkeypatch):
    space, _ = run_cells()
    (code,) = re.findall(r"```python\n(.*?)```", cells_of(SOLVED)["plots_in_words"].source, re.S)
    monkeypatch.setattr(space["plt"], "show", lambda: None)
    exec(code, space)
    *_, first, second, third = space["plt"].gca().get_lines()
    space["plt"].close()
    assert {line.get_label() for line in (first, second, third)} == set(space["models"])
    for line in (first, second, third):
        ends = torch.tensor(line.get_xydata(), dtype=torch.float32)
        for model in space["models"].values():
            assert model.forward(ends).tolist() == pytest.approx([0.5, 0.5], abs=1e-4)


def test_one_open_task_leaves_the_others_shown():
    stub = cells_of(RELEASED)["grad_call"].source
    _, text = run_cells(grad_call=stub)
    assert text.count("training 92.86%   test 93.33%") == 2
    assert "2 autograd.grad  not trained: NotImplementedError: task `grad_call`" in text


SIGN = ("manual_gradient", "2.0 * (y - yhat)", "2.0 * (yhat - y)")
HALF = ("manual_gradient", "2.0 * (y - yhat)", "(y - yhat)")
FLAT = ("manual_gradient", "downhill.view(-1, 1) / len(y)", "downhill / len(y)")
FORGOTTEN = ("manual_gradient", "return negative_grad_w, negative_grad_b", "pass")
NEGATED = ("grad_call", "-grad_w, -grad_b", "grad_w, grad_b")
UNCLEARED = ("backward_loop", "optimizer.zero_grad()", "pass")
UNSHUFFLED = ("backward_loop", "torch.randperm(len(y))", "torch.arange(len(y))")
ATTACHED = ("backward_loop", "cost.append(loss_fn(model(x), y).item())", "cost.append(loss)")
UNRETURNED = ("backward_loop", "return cost", "pass")
RANDOM = ("linear_model", "torch.nn.init.zeros_(self.linear.weight)", "pass")
COLUMN = ("linear_model", "self.linear(x).view(-1)", "self.linear(x)")
SQUEEZED = ("linear_model", "self.linear(x).view(-1)", "self.linear(x).squeeze()")


@pytest.mark.parametrize(
    ("mistake", "advice"),
    [
        (SIGN, "the negative gradient of the weights is wrong"),
        (HALF, "the negative gradient of the weights is wrong"),
        (FLAT, "negative_grad_w has shape (F,), not (F, 1)"),
        (FORGOTTEN, "what `backward` returns is None"),
        (NEGATED, "what `negative_gradients` returns is not right"),
        (UNCLEARED, "what is noted is not the loss after each epoch"),
        (UNSHUFFLED, "what is noted is not the loss after each epoch"),
        (ATTACHED, "what is noted is not the loss after each epoch"),
        (UNRETURNED, "what `train_backward` returns is None"),
        (RANDOM, "a parameter is not zero before training"),
        (COLUMN, "the output has shape (n, 1), not (n,)"),
        (SQUEEZED, "for a single sample the output has shape (), not (n,)"),
    ],
)
def test_a_check_says_in_one_line_what_to_do(mistake, advice, monkeypatch):
    task, right, wrong = mistake
    cells = cells_of(SOLVED)
    assert right in cells[task].source
    cells[task].source = cells[task].source.replace(right, wrong)
    space = {}
    monkeypatch.chdir(RELEASED.parent)
    with contextlib.redirect_stdout(io.StringIO()):
        for cell_id in ("given_imports", "given_tools", "given_adaline2", task):
            exec(cells[cell_id].source, space)
        with pytest.raises(PublicCheckFailed) as refusal:
            exec(cells[f"check_{task}"].source, space)
    line = str(refusal.value)
    assert line.startswith(f"{task}: {advice}")
    assert line.endswith("Change the cell above, run it, then run this one again.")
    assert "\n" not in line


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
def test_on_a_gpu_the_same_accuracies_come_out():
    space, text = run_cells()
    assert space["device"].type == "cuda"
    assert text.count("training 92.86%   test 93.33%") == 3
