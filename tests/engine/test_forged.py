"""Whatever a student's process seems to answer, a check ends in a verdict on the student.

The process can send anything that `wire` decodes. A check that stumbles over it with an error of
its own would be "broken": a submission could so have its score withheld at will. The hidden checks
of each week, the plain tests too, get answers that are forged in two ways: one value anywhere in a
right answer, whatever the definition promises there; and all values of each record, of the promised
kinds, so that no right one beside them ends the check first.
"""

import contextlib
import io
import random
from functools import cache, partial
from inspect import signature
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from kit_trials import Probe
from known_set import COURSE, WEEKS

from autograder import wire
from autograder.errors import CheckFailed, StudentFault
from autograder.kit.asking import KINDS
from autograder.kit.definition import load_module
from autograder.kit.hidden import Grader
from autograder.kit.hidden.grader import definition
from autograder.kit.hidden.trial import HiddenTrial
from autograder.notebooks import code_cells, read_notebook

NAN = float("nan")
FORGED = [
    None, True, False, 0, -1, 0.0, 2**63 - 1, 2**64 - 1, NAN, float("inf"), 1e308, "", "w", "3->1",
    b"x", wire.Opaque("Liar"), [], (), {}, [[]], [None], (None, None), [None, None], [{}, []],
    {"x": 1}, {"x": None}, {"x": np.ones(0)}, {"forward": torch.ones(2)}, [NAN] * 3, [1.0] * 3,
    [2**64 - 1] * 3, [1e308] * 3, [torch.ones(2)] * 3, [torch.ones(2), "zero_"], [[1]] * 3,
    (1.0, "w"), (1.0, [1.0, 2.0]), ([1.0], 1.0), (torch.ones(2), 1.0), (np.ones(2), {"w": 1}),
    (torch.tensor(0.5), [0.1, None]), (torch.ones(3, 1), torch.ones(1)),
    (torch.ones(3, 1).double(), torch.ones(1)),
    torch.empty(0), torch.ones(()), torch.ones(1), torch.ones(3, 1), torch.ones(1, 3),
    torch.ones(7), torch.ones(7, 1), torch.ones(7, 7), torch.ones(70), torch.full((1,), -3e38),
    torch.full((3, 1), 3e38), torch.full((3, 1), NAN), torch.full((7,), float("inf")),
    torch.ones(1) * NAN, torch.tensor([1j]),
    torch.ones(3, 1, dtype=torch.complex64), torch.ones(30, dtype=torch.complex128),
    torch.ones(1, dtype=torch.bool), torch.zeros(3, 1, dtype=torch.int8),
    torch.ones(7, dtype=torch.uint8), torch.ones(70, dtype=torch.bfloat16), np.ones(3),
    np.array(1.0), np.array(1j), np.ones(0), np.array([True]), np.ones((3, 1), np.uint64),
]  # fmt: skip
# What a field may hold of the kind that a definition promises.
OF_KIND = {
    object: FORGED, bool: [True, False], float: [0.0, NAN],
    **{kind: [one for one in FORGED if type(one) is kind] for kind in (int, str, list, dict)},
}  # fmt: skip
SEEDS = 20
# The given cells that a task's code or the notebook's training needs.
GIVEN = ("given_imports", "given_data", "given_tools", "given_relu", "given_adaline", "given_train")


@cache
def solved(week):
    """Return the names of the solved notebook: our own code, so it may run in this process."""
    names = {"__name__": "__main__"}
    wanted = {task.id for task in WEEKS[week].tasks}
    for cell in code_cells(read_notebook(COURSE.solution_notebook(WEEKS[week]))):
        if cell.grade_id in wanted or (cell.grade_id or "").startswith(GIVEN):
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(cell.source, cell.grade_id, "exec"), names)
    return SimpleNamespace(**names)


def checks_of(week):
    """Yield for each hidden check of a week the task, its Grader, a name and what looks."""
    folder = COURSE.graders_dir(WEEKS[week])
    for path in sorted(folder.glob("test_*.py")):
        beside = vars(load_module(path))
        for grader in (one for one in beside.values() if isinstance(one, Grader)):
            for check in definition(folder)[grader.task].checks:
                if check.points is not None:
                    yield grader, check.name, check.look
            plain = {name: one for name, one in beside.items() if name.startswith("test_")}
            for name, test in plain.items():
                yield grader, name.removeprefix("test_"), partial(as_pytest, week, test)


def as_pytest(week, test, trial):
    """Call a test of a grader's file with what it asks for."""
    fixtures = {"trial": trial, "devices": ("cpu",), "targets": WEEKS[week].targets}
    test(**{name: fixtures[name] for name in signature(test).parameters})


CHECKS = [
    pytest.param(
        week,
        grader,
        look,
        id=f"{week}-{grader.task}-{name}",
        marks=[] if week == "adaline" else pytest.mark.thorough,
    )
    for week in WEEKS
    for grader, name, look in checks_of(week)
]


class OneValue(Probe):
    """Answers as the student's process does, but for one value somewhere in each answer."""

    def __init__(self, seed, *asked):
        super().__init__(*asked)
        self._random = random.Random(seed)

    def _ask(self, *asked):
        answer = super()._ask(*asked)
        depth = self._random.choice(sorted({len(place) for place in places(answer)}))
        place = self._random.choice([one for one in places(answer) if len(one) == depth])
        return put(answer, place, self._random.choice(FORGED))


class EveryValue(OneValue):
    """Answers with records in which each field has its kind, and nothing more of the truth."""

    def _ask(self, how, problems, _):
        kinds = self._task.kinds.get(how, KINDS)
        return [
            {name: self._random.choice(OF_KIND[kind]) for name, kind in kinds.items()}
            for _ in problems
        ]


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


@pytest.mark.parametrize("forger", [OneValue, EveryValue])
@pytest.mark.parametrize(("week", "grader", "look"), CHECKS)
def test_a_forged_answer_is_never_our_fault(week, grader, look, forger):
    task = definition(COURSE.graders_dir(WEEKS[week]))[grader.task]
    for seed in range(SEEDS):
        probe = forger(f"{grader.task} {seed}", task, solved(week))
        trial = HiddenTrial(task, grader, probe, torch.Generator().manual_seed(seed), ("cpu",))
        try:
            look(trial)
        except (CheckFailed, StudentFault) as verdict:
            evidence = getattr(verdict, "evidence", {})
            told = {type(value) for value in evidence.values()}
            assert told <= {str, int, float, bool, tuple, type(None)}


def test_rows_without_numbers_which_cost_nothing_to_send_are_not_taken_one_by_one():
    class Endless(torch.Tensor):
        def __iter__(self):
            raise AssertionError("16 million of them take half a minute")

    entries = load_module(COURSE.root / "source/autograd/public_checks.py").Entries
    many = torch.empty(2**24, 0).as_subclass(Endless)
    with pytest.raises(CheckFailed, match="not a list of k tensors"):
        entries("what it returns", {"entry": [(3,)]}).meant(many, {"k": 4})
