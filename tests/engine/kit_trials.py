"""Trials of the kit's tasks in this process, for tests that bring the student's code themselves."""

from types import SimpleNamespace

import torch

from autograder import wire
from autograder.errors import CheckFailed, StudentFault, StudentRaised
from autograder.kit.draw import Fixed
from autograder.kit.hidden import Grader
from autograder.kit.hidden.trial import HiddenTrial
from autograder.public.table import Table, known
from autograder.public.trial import PublicTrial
from autograder.worker.calls import seed_everything


class Probe:
    """Asks as the sandbox does: over the wire, and what the code raises is told as such."""

    def __init__(self, task, notebook):
        self._task, self._notebook = task, notebook

    def __getattr__(self, name):
        return self._ask

    def _ask(self, how, problems, device):
        seed_everything(0)
        problems = wire.decode(wire.encode(problems))
        try:
            told = self._task.ask(self._notebook, how, problems, device)
        except Exception as error:
            raise StudentRaised(type(error).__name__, str(error)) from error
        return wire.decode(wire.encode(told))


class Notebook:
    """A notebook's names; what is put in the place of one, its own code calls."""

    def __init__(self, names):
        self.__dict__ = names


def hidden_faults(task, grader, names, *, seed=0, probe=Probe):
    """Return what each check with points finds in a notebook of these names, as in grading.

    A dict from the check's name to the fault, or to None where it waits for a failed check.
    """
    asked, found = probe(task, Notebook(names)), {}
    for check in task.checks:
        if check.points is None:
            continue
        if any(name in found for name in check.needs):
            found[check.name] = None
            continue
        rng = torch.Generator().manual_seed(seed)
        try:
            check.look(HiddenTrial(task, grader, asked, rng, ["cpu"]))
        except (CheckFailed, StudentFault) as fault:
            found[check.name] = fault
    return found


def public_fault(task, grader, names):
    """Return the name of the first public check that does not hold, and its fault; or None."""
    answers = {
        name: known(question(Fixed(f"task: {name}")), grader.truth(name), grader.wrong(name))
        for name, question in task.questions.items()
        if name not in task.untold and grader.truth(name) is not None
    }
    for check in task.checks:
        seed_everything(0)
        try:
            check.look(PublicTrial("task", task, SimpleNamespace(**names), Table("", answers)))
        except Exception as fault:
            return check.name, fault
    return None


def grader_of(truth, wrong=()):
    """Return the hidden side of a task that has no file."""
    return Grader("task", truth=truth, wrong=wrong)
