"""What watches automatic differentiation sees each way to differentiate, and changes no other."""

import os
import threading
from collections import deque, namedtuple
from dataclasses import dataclass
from itertools import islice

import numpy as np
import pytest
import torch
import torch.autograd.forward_ad as fwad
from torch.autograd.variable import Variable

from autograder.kit import observers
from autograder.kit.observers import (
    MOST_PARTS,
    Autograd,
    Scaled,
    Steps,
    Watch,
    drawn_factors,
    unpacked,
)
from autograder.worker.calls import Probes

TWO = torch.tensor([1.0, 2.0])


def leaf():
    return TWO.clone().requires_grad_()


def by_backward(loss):
    w = leaf()
    loss(w).backward()
    return w.grad


def by_backward_from_one(loss):
    w = leaf()
    loss(w).backward(torch.tensor(1.0))
    return w.grad


def by_grad(loss):
    w = leaf()
    return torch.autograd.grad(loss(w), w)[0]


def by_func(loss):
    return torch.func.grad(loss)(TWO)


def by_jacobian(loss):
    return torch.autograd.functional.jacobian(loss, TWO)


def by_reverse_jacobian(loss):
    return torch.func.jacrev(loss)(TWO)


def by_checkpoint(loss):
    w = leaf()
    torch.utils.checkpoint.checkpoint(loss, w, use_reentrant=True).backward()
    return w.grad


def in_a_thread(loss):
    found = []
    thread = threading.Thread(target=lambda: found.append(by_grad(loss)))
    thread.start()
    thread.join()
    return found[0]


BACKWARDS = [by_backward, by_backward_from_one, by_grad, by_func, by_jacobian, by_reverse_jacobian,
             by_checkpoint, in_a_thread]  # fmt: skip
LOSSES = {
    "norm": lambda w: torch.norm(w) ** 2 / 3,
    "vector_norm": lambda w: torch.linalg.vector_norm(w) ** 2,
    "dist": lambda w: torch.dist(w, torch.ones(2)),
    "std": lambda w: w.std(),
    "max": lambda w: w.max() + w.relu().sum(),
    "sum": lambda w: w.sum(),
}


@pytest.mark.parametrize("way", BACKWARDS)
@pytest.mark.parametrize("watcher", [Autograd, Watch])
def test_every_way_back_is_seen_and_multiplied_as_a_whole(way, watcher):
    plain = way(LOSSES["norm"])
    with watcher(3.0) as watch:
        seen = way(LOSSES["norm"])
    assert watch.engine
    assert watch.derived
    assert torch.allclose(seen, 3 * plain)


@pytest.mark.parametrize("loss", LOSSES)
def test_whatever_the_way_back_computes_with_is_left_as_it_is(loss):
    plain = by_backward(LOSSES[loss])
    with Watch(-2.0):
        assert torch.allclose(by_backward(LOSSES[loss]), -2 * plain)


def test_every_second_walk_is_multiplied():
    with Autograd(5.0, every=2) as watch:
        found = [by_grad(LOSSES["sum"])[0].item() for _ in range(4)]
    assert found == [1.0, 5.0, 1.0, 5.0]
    assert watch.backwards == 4


def by_jvp():
    torch.func.jvp(LOSSES["norm"], (TWO,), (torch.ones(2),))


def by_forward_jacobian():
    torch.func.jacfwd(LOSSES["norm"])(TWO)


def by_dual_numbers():
    with fwad.dual_level():
        fwad.unpack_dual(fwad.make_dual(TWO, torch.ones(2)) * 2)


def by_linearizing():
    torch.func.linearize(lambda w: w * w, TWO)


def dual_numbers_in_a_thread():
    thread = threading.Thread(target=by_dual_numbers)
    thread.start()
    thread.join()


MAKE_DUAL, LEVEL = fwad.make_dual, fwad.dual_level  # a notebook imports them by these names


def kept_dual_numbers_in_a_thread():
    def work():
        with LEVEL():
            fwad.unpack_dual(MAKE_DUAL(TWO, torch.ones(2)) * 2)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


@pytest.mark.filterwarnings("ignore")  # those of torch about its own compiler
@pytest.mark.parametrize(
    "way",
    [
        by_jvp,
        by_forward_jacobian,
        by_dual_numbers,
        by_linearizing,
        dual_numbers_in_a_thread,
        kept_dual_numbers_in_a_thread,
    ],
)
@pytest.mark.parametrize("watcher", [Autograd, Watch])
def test_forward_mode_is_seen(way, watcher):
    with watcher() as watch:
        way()
    assert watch.engine
    assert not watch.derived


def test_a_level_may_have_been_entered_before():
    with fwad.dual_level(), Autograd() as watch:
        MAKE_DUAL(TWO, torch.ones(2))
    assert watch.forward


@pytest.mark.parametrize("watcher", [Autograd, Watch])
def test_arithmetic_is_no_differentiation(watcher):
    w = leaf()
    with watcher(2.0) as watch:
        ((w * 2).sum() - w.detach().norm()).item()
        torch.ones_like(w.sum())
    assert not watch.engine
    assert not watch.derived


def test_a_loss_without_a_graph_is_asked_and_not_derived():
    with Autograd() as watch, pytest.raises(RuntimeError, match="does not require grad"):
        torch.ones(()).backward()
    assert watch.backwards == 1
    assert not watch.derived


def test_what_a_loop_changes_in_place_and_draws_is_noted():
    w = leaf()
    with Watch() as watch:
        torch.randperm(3)
        w.norm().backward()  # whose way back changes something in place
        with torch.no_grad():
            w -= 0.1 * w.grad
        w.grad.zero_()
    assert watch.in_place == ["sub_", "zero_"]
    assert watch.draws == 1


def doors_now():
    return [getattr(module, name) for module, name in observers._FORWARD_DOORS]


def test_nothing_stays_behind():
    engine, doors = Variable._execution_engine, doors_now()
    with pytest.raises(ZeroDivisionError), Watch():
        _ = 1 / 0
    assert Variable._execution_engine is engine
    assert doors_now() == doors


def test_another_process_is_refused():
    with Autograd() as watch:
        watch._home = os.getpid() + 1
        with pytest.raises(RuntimeError, match="another process"):
            by_grad(LOSSES["sum"])
        with pytest.raises(RuntimeError, match="another process"):
            by_dual_numbers()


def test_steps_are_counted_with_what_they_were_fed():
    w = leaf()
    optimizer = torch.optim.SGD([w], lr=0.1)
    with Steps() as steps:
        optimizer.step()
        w.sum().backward()
        optimizer.step()
    assert (steps.count, steps.fed, steps.waiting) == (2, 1, True)
    optimizer.zero_grad()
    assert not steps.waiting
    assert steps.holds(w)
    assert not steps.holds(TWO)


def test_a_drawn_factor_is_nowhere_before_a_walk_back():
    factors = list(islice(drawn_factors(), 3))
    for one in factors:
        w = leaf()
        loss = Scaled.apply(w.sum(), one)
        with pytest.raises(RuntimeError, match="by a walk back"):
            float(one)
        assert one.value is None
        loss.backward()
        assert w.grad[0].item() == pytest.approx(one.value)
        assert 1.5 <= abs(one.value) <= 3
    first, like, turned = (one.value for one in factors)
    assert first * like > 0 > first * turned


def test_probes_get_the_watcher_as_it_is_on_disk():
    """A cell may have changed the one that was imported."""
    probes = Probes()
    before = Autograd.run_backward
    try:
        Autograd.run_backward = None
        probes.load("from autograder.kit.observers import Autograd\nprobe = Autograd")
    finally:
        Autograd.run_backward = before
    assert probes.find("probe") is not Autograd
    assert callable(probes.find("probe").run_backward)


@dataclass
class Unpacks:
    first: int
    second: int

    def __iter__(self):
        return iter((self.first, self.second))


Pair = namedtuple("Pair", "first second")


@pytest.mark.parametrize(
    "answer",
    [Unpacks(1, 2), deque([1, 2]), iter([1, 2]), map(int, "12"), range(1, 3)],
    ids=lambda one: type(one).__name__,
)
def test_what_unpacks_counts_as_what_it_unpacks_to(answer):
    assert unpacked(answer) == [1, 2]


@pytest.mark.parametrize(
    "answer", [(1, 2), Pair(1, 2), "ab", {"a": 1}, {1, 2}, TWO, np.ones(2), 3.0, None, int]
)
def test_any_other_answer_is_left_as_it_is(answer):
    assert unpacked(answer) is answer


def test_what_has_no_end_is_cut():
    assert len(unpacked(iter(int, 1))) == MOST_PARTS
