"""What cells leave set in PyTorch and NumPy: put to its default before each call, and told."""

import warnings

import numpy as np
import pytest
import torch

from autograder.worker import calls, engine
from autograder.worker.left import WORDS


def slope():
    """Needs recording, float32, the CPU, and no autocast."""
    w = torch.ones(2, requires_grad=True)
    (w @ torch.ones(2) * 3).backward()
    warnings.warn("no reason to fail", stacklevel=1)
    np.float32(1) / np.float32(0)
    return w.grad


def kept(context):
    """Enter, and never leave: the object is kept, as a notebook keeps it."""
    context.__enter__()
    return context


LEAVE = {
    "recording": lambda: torch.set_grad_enabled(False),
    "inference": lambda: kept(torch.inference_mode()),
    "autocast": lambda: kept(torch.autocast("cpu", dtype=torch.bfloat16)),
    "dtype": lambda: torch.set_default_dtype(torch.float64),
    "device": lambda: torch.set_default_device("meta"),
    "deterministic": lambda: torch.use_deterministic_algorithms(True),
    "precision": lambda: torch.set_float32_matmul_precision("medium"),
    "anomaly": lambda: torch.autograd.set_detect_anomaly(True),
    "numpy errors": lambda: np.seterr(all="raise"),
}


@pytest.fixture(autouse=True)
def as_before():
    with warnings.catch_warnings():
        yield
        for setting in engine.SETTINGS.values():
            setting.write(setting.default)


def test_every_setting_has_its_words_and_is_at_its_default_here():
    assert {*engine.SETTINGS, "inference"} == WORDS.keys() == LEAVE.keys()
    assert engine.left_set() == []


@pytest.mark.parametrize("name", WORDS)
def test_what_a_cell_leaves_is_told_and_changes_no_call(name):
    left = LEAVE[name]()
    try:
        assert engine.left_set() == [name]
        told = calls.outcome(slope, (), {})
        assert told["status"] == "ok", told
        expected = torch.full((2,), 3.0, dtype=torch.float32, device="cpu")
        assert torch.equal(told["value"], expected)
        assert told["value"].dtype is torch.float32
    finally:
        if hasattr(left, "__exit__"):
            left.__exit__(None, None, None)


def test_what_one_call_leaves_is_not_there_in_the_next():
    def leaves_it():
        torch.set_grad_enabled(False)
        torch.set_default_dtype(torch.float64)

    calls.outcome(leaves_it, (), {})
    assert calls.outcome(slope, (), {})["value"].dtype is torch.float32


def test_a_notebook_that_turns_warnings_into_errors_fails_by_none():
    warnings.simplefilter("error")
    assert calls.outcome(slope, (), {})["status"] == "ok"
    with pytest.raises(UserWarning):
        slope()


def test_a_call_has_one_thread_whatever_cells_set():
    before = torch.get_num_threads()
    torch.set_num_threads(4)
    try:
        assert calls.outcome(torch.get_num_threads, (), {})["value"] == 1
    finally:
        torch.set_num_threads(before)
