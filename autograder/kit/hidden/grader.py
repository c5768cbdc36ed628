"""One task's hidden side, written in tests/graders/<assignment>/test_<task>.py:

    reference = beside(__file__, "reference")
    grader = Grader("manual_gradient", truth=reference.negative_gradients, wrong=WRONG)

The plug-in lists each of the task's checks as a test of that file, with its title; plain tests may
stand beside (`def test_...(trial, student, rng)`).
"""

import importlib.util
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, TypeAlias

import pytest
import torch

from autograder.kit.definition import CODE, load_definition
from autograder.kit.hidden.remember import remembered
from autograder.kit.trial import Check, Task

Implementation: TypeAlias = Callable[[Any], Any]
Hypotheses: TypeAlias = Sequence[tuple[str, Implementation]]


class Grader:
    """What is right in one task, and what students write instead; for each question, or for all.

    `truth` maps a problem to its answer; `wrong` holds (id of a diagnosis, implementation with that
    mistake), an id once for each form of it. `rtol` is how far a right answer may lie from the
    truth, where its dtype does not say. `helper` maps a problem to what the function of the task
    before gives there, a tuple of tensors with one row for each sample (see kit/helping.py).
    `shown` makes a problem on data that students know, whose losses are drawn on their page.
    Answers are remembered: none may depend on anything but the problem.
    """

    def __init__(
        self,
        task: str,
        *,
        truth: Implementation | Mapping[str, Implementation],
        wrong: Hypotheses | Mapping[str, Hypotheses] = (),
        rtol: float | None = None,
        helper: Implementation | None = None,
        shown: Callable[[], Any] | None = None,
    ) -> None:
        self.task, self.rtol, self.shown = task, rtol, shown
        self.helper = None if helper is None else remembered(helper)
        self._truth = dict(truth) if isinstance(truth, Mapping) else {"": truth}
        self._wrong = wrong if isinstance(wrong, Mapping) else {"": wrong}
        if "" in self._truth:  # the gradients that reach a function's arguments follow
            self._truth = {"gradients": _reaching(self._truth[""]), **self._truth}
            self._wrong = {"gradients": (), **self._wrong}
        self._truth = {name: remembered(function) for name, function in self._truth.items()}
        self._wrong = {
            name: [(diagnosis, remembered(function)) for diagnosis, function in hypotheses]
            for name, hypotheses in self._wrong.items()
        }

    def truth(self, question: str) -> Implementation | None:
        """Return what answers a question rightly; None where nothing is known of it."""
        return self._truth.get(question, self._truth.get(""))

    def wrong(self, question: str) -> Hypotheses:
        """Return the hypotheses about wrong answers to a question."""
        return self._wrong.get(question, self._wrong.get("", ()))

    def tests(self, folder: Path) -> Iterator[tuple[str, Callable[..., None]]]:
        """Yield for each hidden check a name and a test function, marked and titled."""
        for check in definition(folder)[self.task].checks:
            if check.points is not None:
                yield f"test_{check.name}", _test(self.task, check)


def definition(folder: Path) -> Mapping[str, Task]:
    """Return the tasks of the public definition that belongs to a folder of hidden graders."""
    return _definition(definition_file(folder))


def definition_file(folder: Path) -> Path:
    """Return where the public definition lies that belongs to a folder of hidden graders."""
    return folder.parents[2] / "source" / folder.name / CODE


_definition = cache(load_definition)


def beside(file: str, name: str) -> ModuleType:
    """Return the module `name`.py beside a grader, loaded once: `beside(__file__, "reference")`.

    By path and under a name of its own: every assignment has a reference.py, and a folder such as
    `gradient-descent` is no package.
    """
    return _loaded(Path(file).resolve().with_name(f"{name}.py"))


@cache
def _loaded(path: Path) -> ModuleType:
    name = f"autograder_graders.{path}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _reaching(values: Implementation) -> Implementation:
    """Return what maps a problem to the gradients of its `leaves`, for its `pull` on the answer."""

    def grads(given: Any) -> tuple[torch.Tensor, ...]:
        leaves = {name: given[name].clone().requires_grad_() for name in given["leaves"]}
        answer = values({**given, **leaves})
        return torch.autograd.grad(answer, list(leaves.values()), given["pull"])

    return grads


def _test(task: str, check: Check) -> Callable[..., None]:
    def run(trial: Any) -> None:
        check.look(trial)

    run.__doc__ = check.title
    needs = [f"test_{name}" for name in check.needs]
    marks = [pytest.mark.task(task), pytest.mark.points(check.points)]
    marks += [pytest.mark.requires(*needs)] if needs else []
    run.pytestmark = [mark.mark for mark in marks]  # type: ignore[attr-defined]
    return run
