"""Tasks whose answer is a training that evaluates a classifier after each epoch.

    Evaluation("train_and_evaluate", problem=..., call=..., model=..., points={...}).task()

It is a loop over minibatches (loops.py) that returns a list of dicts, one for each epoch, with the
losses and the accuracies on the training set and on the test set. Besides the checks of a loop:

    accuracies  the shares of right answers on both sets
    modes       steps in training mode, evaluation in eval mode, and eval mode in the end

The modes are seen, not computed: a model of ours tells in which one each pass was, and whether
somebody walked back from it. So the mode of a pass plays no part in any number.
"""

from collections.abc import Sequence
from typing import Any

import torch

from autograder.errors import CheckFailed
from autograder.kit.asking import Ask, Problem, Record, on
from autograder.kit.compare import agrees, flat
from autograder.kit.draw import Draw
from autograder.kit.forms import expect_number, expect_something
from autograder.kit.kind import usual
from autograder.kit.loops import Loop
from autograder.kit.running import Layers
from autograder.kit.trial import Round, Trial
from autograder.kit.walks import MOVES, Walk

SETS, KINDS = ("train", "test"), ("loss", "accuracy")
METRICS = 2  # the part of an answer, behind moves and losses
LEARNT = 20  # epochs after which one label for all is known
EXACT = 1e-6  # what a share in single precision may be off by


class Modal(Layers):
    """Layers that tell of each pass whether it was in training mode and was walked back from."""

    def __init__(self, layers: Sequence[Sequence[torch.Tensor]], **activation: Any) -> None:
        super().__init__(layers, **activation)
        self.passes: list[list[bool]] = []

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return the outputs, as Layers do."""
        outputs = super().forward(x)
        told = [self.training, False]
        self.passes.append(told)
        if outputs.requires_grad:
            outputs.register_hook(lambda _: told.__setitem__(1, True))  # type: ignore[no-untyped-call]
        return outputs


class Evaluation(Loop):
    """The checks of a training that evaluates. See the module for what they ask."""

    def __init__(self, name: str, **asking: Any) -> None:
        """Say what is asked: `asking` is what a Loop takes."""
        super().__init__(name, **asking)
        self.questions = {"modes": self._in_modes, "alike": self._alike, **self.questions}

    def _in_modes(self, draw: Draw) -> list[Problem]:
        """Return a training of a model that comes in training mode, and one in eval mode."""
        return [
            {**given, "training": training, "watched": False}
            for training in (True, False)
            for given in self.trainings(False, draw)[:1]
        ]

    def _alike(self, draw: Draw) -> list[Problem]:
        """Return a training whose labels are all the same, so that all answers become right.

        The test set is the training set turned round: so the largest number of the whole table is
        in the first row of one of them at most.
        """
        given = self.problem(draw, 11)
        x, y = given["x"], torch.full_like(given["y"], 2)
        return [{**given, "x": x, "y": y, "x_test": x.flip(0), "y_test": y, self.rounds: LEARNT}]

    # --- what is noted

    def noted(self, record: Record, given: Problem) -> list[Any]:
        """Return the losses of each epoch. Raises CheckFailed; a record then has its `metrics`."""
        said = record["said"]
        expect_something(said, self.what)
        if isinstance(said, dict):
            raise CheckFailed(
                f"{self.what} is a dict, not a list of dicts", diagnosis="history-transposed"
            )
        if not isinstance(said, tuple | list) or not all(isinstance(one, dict) for one in said):
            raise CheckFailed(f"{self.what} is not a list of dicts")
        rounds = given[self.rounds]
        if len(said) != rounds:
            by = "more" if len(said) > rounds else "fewer"
            raise CheckFailed(
                f"{self.what} holds {by} dicts than there are epochs",
                diagnosis=self.why_miscounted(record, given),
            )
        losses, record["metrics"] = (
            [tuple(_number(one, f"{name}_{kind}") for name in SETS) for one in said]
            for kind in KINDS
        )
        return losses

    def numbers(self, record: Record, given: Problem) -> Any:
        """Return all that was noted, epoch by epoch."""
        losses = self.told(record, given)
        return flat(list(zip(losses, record.get("metrics", []), strict=False)))

    def curve(self, noted: Sequence[Any]) -> list[float]:
        """Return the training losses."""
        return [loss for loss, _ in noted]

    def round(self, trial: Trial, name: str, walks: Sequence[Walk]) -> tuple[Round, list[Any]]:
        """Return a question as it was put, and the answers: moves, losses, metrics."""
        asked, answers = super().round(trial, name, walks)
        pairs = zip(answers, asked.records, strict=True)
        return asked, [(*answer, record.get("metrics", [])) for answer, record in pairs]

    # --- its own checks

    @usual("The accuracies after each epoch are shares of right answers", "returns", "moves")
    def _accuracies(self, trial: Trial) -> None:
        asked, answers = self.round(trial, "history", self.walked(trial, "history"))
        for record, given in zip(asked.records, asked.problems, strict=True):
            self.noted(record, given)
        for answer, truth in zip(answers, asked.truths, strict=True):
            if agrees(answer[METRICS], truth[METRICS], rtol=EXACT):
                continue
            if not agrees(answer[MOVES], truth[MOVES], rtol=trial.rtol()):
                # Another training has other accuracies: that is another check's business, unless
                # these are no shares at all.
                self._expect_shares(trial, answer[METRICS])
                continue
            raise trial.failed(
                "the accuracies are not the shares of right answers",
                diagnosis=self._why_wrong(trial, asked, answers),
                answer=flat(answer[METRICS]), truth=flat(truth[METRICS]),
            )  # fmt: skip

    def _why_wrong(self, trial: Trial, asked: Round, answers: Sequence[Any]) -> str | None:
        """Return the diagnosis of wrong accuracies.

        Where they are all 0, by a set where all answers are right: there a whole division gives 1,
        and the largest number of the whole table still one row.
        """
        numbers = flat([answer[METRICS] for answer in answers])
        if numbers is None or bool(numbers.any()):
            return asked.diagnose(answers, METRICS)
        asked, found = self.round(trial, "alike", self.walked(trial, "alike"))
        (mine, right) = (flat(one[0][METRICS][-1:]) for one in (found, asked.truths))
        if mine is None or right is None or not bool((right == 1).all()):
            return None
        return "accuracy-truncated" if bool((mine == 1).all()) else "argmax-axis"

    def _expect_shares(self, trial: Trial, metrics: Any) -> None:
        numbers = flat(metrics)
        shares = numbers is not None and bool(((numbers >= 0) & (numbers <= 1)).all())
        trial.expect(shares, "an accuracy is not a share between 0 and 1")

    @usual("It steps in training mode, and evaluates and ends in eval mode", "moves")
    def _modes(self, trial: Trial) -> None:
        walks = self.walked(trial, "modes")
        passes = [one for walk in walks for one in walk.record["passes"]]
        # What comes from the worker may be forged.
        trial.expect(
            all(type(one) is list and [*map(type, one)] == [bool, bool] for one in passes),
            "its passes through the model cannot be told",
        )
        trial.expect(
            all(training for training, stepped in passes if stepped),
            "a step is made in eval mode, after an evaluation or if the model comes so",
            "train-mode-missing",
        )
        trial.expect(
            not any(training and not stepped for training, stepped in passes),
            "the model is evaluated in training mode", "eval-mode-missing",
        )  # fmt: skip
        trial.expect(
            not any(walk.record["training"] for walk in walks),
            "the model is in training mode in the end", "left-in-train-mode",
        )  # fmt: skip


def classes(model: Any, given: Problem) -> Record:
    """Return the class that a model reads of each row of x and of x_test."""
    with torch.no_grad():
        return {name: model(given[name]).argmax(dim=1) for name in ("x", "x_test")}


def of_the_notebook(name: str) -> Ask:
    """Return the ask for the classes that the notebook's own model reads; none without one."""

    def ask(notebook: Any, problems: Sequence[Problem], device: str) -> list[Record]:
        try:
            return [classes(getattr(notebook, name).eval(), on(device, one)) for one in problems]
        except Exception:
            return [{} for _ in problems]

    return ask


def _number(noted: dict[Any, Any], name: str) -> float:
    if name not in noted:
        known = noted.keys() <= {f"{one}_{kind}" for one in SETS for kind in KINDS}
        raise CheckFailed(f"a dict has no `{name}`", diagnosis="result-missing" if known else None)
    return expect_number(noted[name], f"`{name}`")
