"""Whatever a probe of `adaline` seems to answer, a check ends in a verdict on the student.

The student's process can send anything that `wire` decodes. A check that stumbles over it with an
error of its own would be "broken": a hand-in could so have its score withheld at will.
"""

import importlib.util
import random
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch

from autograder import wire
from autograder.course import load_course
from autograder.errors import CheckFailed, StudentFault
from autograder.grading.prepared import sibling
from autograder.notebooks import code_cells, read_notebook

ROOT = Path(__file__).resolve().parents[2]
COURSE = load_course(ROOT)
ASSIGNMENT = COURSE.assignment("adaline")
GRADERS = COURSE.graders_dir(ASSIGNMENT)
GIVEN = (
    "given_imports", "given_data", "given_tools", "given_train_manual", "given_adaline2",
    "given_train_grad", "given_training",
)  # fmt: skip

FORGED = [
    None, True, False, 0, -1, 2**63 - 1, 2**64 - 1, float("nan"), float("inf"), 1e308, "x", "3->1",
    b"x", wire.Opaque("Liar"), [], (), {}, [None, None], {"x": 1}, [1.0] * 3, [2**64 - 1] * 3,
    [1e308] * 3, [torch.ones(2)] * 3, [[1]] * 3, (torch.ones(3, 1).double(), torch.ones(1)),
    torch.empty(0), torch.ones(()), torch.ones(1), torch.ones(3, 1), torch.ones(1, 3),
    torch.ones(7), torch.ones(7, 1), torch.ones(7, 7), torch.ones(70), torch.full((1,), -3e38),
    torch.full((3, 1), 3e38), torch.full((3, 1), float("nan")), torch.full((7,), float("inf")),
    torch.ones(3, 1, dtype=torch.complex64), torch.ones(30, dtype=torch.complex128),
    torch.ones(1, dtype=torch.bool), torch.zeros(3, 1, dtype=torch.int8),
    torch.ones(7, dtype=torch.uint8), torch.ones(70, dtype=torch.bfloat16), np.ones(3),
    np.array(1.0), np.array(1j), np.ones(0), np.array([True]), np.ones((3, 1), np.uint64),
]  # fmt: skip


def solved_namespace():
    """Return the names of the solved notebook: our own code, so it may run in this process."""
    names = {}
    wanted = {*GIVEN, *(task.id for task in ASSIGNMENT.tasks)}
    for cell in code_cells(read_notebook(COURSE.solution_notebook(ASSIGNMENT))):
        if cell.grade_id in wanted:
            exec(compile(cell.source, cell.grade_id, "exec"), names)
    return SimpleNamespace(**names)


def load(path):
    spec = importlib.util.spec_from_file_location(f"forged_{path.stem}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CHECKS = [
    (task.id, name, check)
    for task in ASSIGNMENT.tasks
    for name, check in vars(load(GRADERS / f"test_{task.id}.py")).items()
    if name.startswith("test_")
]


class ForgedProbe:
    """Answers as the real probes do, but for one value somewhere in each answer."""

    def __init__(self, seed, notebook):
        self._random = random.Random(seed)
        self._probes = sibling(GRADERS, "probes")
        self._notebook = notebook

    def __getattr__(self, name):
        def call(*arguments):
            answer = getattr(self._probes, name)(self._notebook, *arguments)
            answer = wire.decode(wire.encode(answer))
            place = self._random.choice(list(places(answer)))
            return put(answer, place, self._random.choice(FORGED))

        return call


def places(value, above=()):
    yield above
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from places(inner, (*above, key))
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            yield from places(inner, (*above, index))


def put(value, place, forged):
    if not place:
        return forged
    if isinstance(value, dict):
        return {**value, place[0]: put(value[place[0]], place[1:], forged)}
    inner = list(value)
    inner[place[0]] = put(inner[place[0]], place[1:], forged)
    return type(value)(inner)


@pytest.mark.parametrize(
    ("task", "name", "check"), CHECKS, ids=[f"{task}-{name}" for task, name, _ in CHECKS]
)
def test_a_forged_answer_is_never_our_fault(task, name, check):
    notebook = solved_namespace()
    for seed in range(12):
        fixtures = {
            "probe": ForgedProbe(f"{task} {name} {seed}", notebook),
            "reference": sibling(GRADERS, "reference"),
            "mistakes": sibling(GRADERS, "mistakes"),
            "rng": torch.Generator().manual_seed(seed),
            "devices": ("cpu",),
            "targets": ASSIGNMENT.targets,
        }
        wanted = check.__code__.co_varnames[: check.__code__.co_argcount]
        try:
            check(**{fixture: fixtures[fixture] for fixture in wanted})
        except (CheckFailed, StudentFault) as verdict:
            evidence = getattr(verdict, "evidence", {})
            told = {type(value) for value in evidence.values()}
            assert told <= {str, int, float, bool, tuple, type(None)}


def turning_with_every_call(*, forwards):
    """Return a `train_backward` that follows no loss, and turns round with every call."""
    calls = []

    def train_backward(model, x, y, num_epochs, loss_fn=None, **_):
        calls.append(None)
        loss_fn(model.forward(x), y).backward()
        with torch.no_grad():
            for parameter in model.parameters():
                parameter += 0.1 * (-1) ** (len(calls) + forwards)
        return [float(x.sum())] * num_epochs

    return SimpleNamespace(train_backward=train_backward)


@pytest.mark.parametrize("forwards", [0, 1])
def test_a_step_that_turns_with_every_call_follows_no_loss(forwards):
    notebook = turning_with_every_call(forwards=forwards)
    probes = sibling(GRADERS, "probes")
    probe = SimpleNamespace(train_backward=lambda *asked: probes.train_backward(notebook, *asked))
    checks = {(task, name): check for task, name, check in CHECKS}
    for seed in range(6):
        rng = torch.Generator().manual_seed(seed)
        with pytest.raises(CheckFailed, match="do not follow the gradient"):
            checks["backward_loop", "test_any_loss"](probe, sibling(GRADERS, "reference"), rng)


def test_a_trained_model_that_is_told_without_its_losses_shows_nothing():
    notebook, reference = solved_namespace(), sibling(GRADERS, "reference")
    told = sibling(GRADERS, "probes").trained(
        notebook, reference.BY_BACKWARD, reference.iris(), "cpu"
    )
    del told["costs"]
    assert reference.reaches(told, ASSIGNMENT.targets)
    grader = load(GRADERS / "test_backward_loop.py")
    probe = SimpleNamespace(trained=lambda *_: told)
    assert grader.trained_as_stated(probe, reference, "cpu", ASSIGNMENT.targets) is False
