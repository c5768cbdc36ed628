"""Each week's definition on records that lie: whatever a worker tells, no check blames us."""

import contextlib
import io
import random
from functools import cache
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from kit_trials import Probe
from known_set import COURSE, WEEKS, a_week_and_the_others
from test_public_known import GIVEN

from autograder.errors import CheckFailed, StudentFault
from autograder.kit.asking import KINDS
from autograder.kit.definition import load_definition, load_module
from autograder.kit.hidden import Grader
from autograder.kit.hidden.trial import HiddenTrial
from autograder.notebooks import code_cells, read_notebook
from autograder.wire import Opaque

NAN = float("nan")
OBJECTS = (
    None, True, -1, 0.0, NAN, "w", 2**63, Opaque("Liar"), [], (), {}, [[]], [None], (None, None),
    torch.tensor(1.0), torch.ones(3, 1), torch.ones(1) * NAN, torch.tensor([1j]), torch.empty(0),
    torch.ones(2, dtype=torch.bool), np.ones(2), np.ones((), "complex64"), [1.0, 2.0], [{}, []],
    (torch.ones(3, 1), torch.ones(1)), (1.0, [1.0, 2.0]), (torch.tensor(0.5), [0.1, None]),
    ([1.0], 1.0), {"x": None}, {"x": np.ones(0)}, (1.0, "w"), [torch.ones(2), "zero_"], b"w",
    (np.ones(2), {"w": 1}), [NAN, NAN, NAN], {"forward": torch.ones(2)}, (torch.ones(2), 1.0),
)  # fmt: skip
OF_KIND = {
    bool: (True, False), int: (0, 1, 2**63, -1), str: ("", "w"), object: OBJECTS,
    float: (0.0, NAN), list: [v for v in OBJECTS if isinstance(v, list)],
    dict: [v for v in OBJECTS if isinstance(v, dict)],
}  # fmt: skip


class Liar(Probe):
    """Right code, of which some record says, in one place, what nobody expects."""

    def __init__(self, task, notebook, draw, alone):
        super().__init__(task, notebook)
        self._draw, self._alone = draw, alone

    def _ask(self, how, problems, device):
        kinds = self._task.kinds.get(how, KINDS)
        if not self._alone:
            return [{name: self._lie(kind) for name, kind in kinds.items()} for _ in problems]
        records = super()._ask(how, problems, device)
        name = self._draw.choice(sorted(kinds))
        for record in self._draw.sample(records, self._draw.randint(1, len(records))):
            record[name] = self._lie(kinds[name])
        return records

    def _lie(self, kind):
        return self._draw.choice(OF_KIND[kind])


@cache
def solution(week):
    """Return the names that a week's solution defines for its tasks."""
    names = {}
    for cell in code_cells(read_notebook(COURSE.solution_notebook(WEEKS[week]))):
        wanted = {*GIVEN[week], *(task.id for task in WEEKS[week].tasks)}
        if cell.grade_id in wanted:
            with contextlib.redirect_stdout(io.StringIO()):
                exec(cell.source, names)
    return SimpleNamespace(**names)


def grader_of(week, task):
    path = COURSE.graders_dir(WEEKS[week]) / WEEKS[week].task(task).grader
    graders = [one for one in vars(load_module(path)).values() if isinstance(one, Grader)]
    return next(one for one in graders if one.task == task)


def expect_no_fault_of_ours(week, times, *, alone):
    tasks = load_definition(COURSE.source_notebook(WEEKS[week]).parent / "public_checks.py")
    for name, task in tasks.items():
        grader = grader_of(week, name)
        for check in (one for one in task.checks if one.points is not None):
            for seed in range(times):
                liar = Liar(task, solution(week), random.Random(seed), alone)
                rng = torch.Generator().manual_seed(seed)
                try:
                    check.look(HiddenTrial(task, grader, liar, rng, ["cpu"]))
                except (CheckFailed, StudentFault):
                    continue
                except Exception as error:
                    raise AssertionError((name, check.name, seed)) from error


@pytest.mark.parametrize("week", a_week_and_the_others())
def test_records_that_lie_make_no_fault_of_ours(week):
    expect_no_fault_of_ours(week, 20, alone=False)


@pytest.mark.thorough
@pytest.mark.parametrize("week", WEEKS)
def test_a_lie_among_right_records_makes_no_fault_of_ours(week):
    expect_no_fault_of_ours(week, 60, alone=True)
