"""Tasks whose answer is an nn.Module: what it holds, where it starts, what it computes.

    MODEL = Modules("Adaline3", arguments=("F",), sizes=[{"F": 3}], layers=[("F", 1)],
                    parameters={"weight": (1, "F"), "bias": (1,)}, x=("n", "F"), output=("n",),
                    points={"registers": 4, "layers": 3, ...})
    TASKS = {"linear_model": MODEL.task()}

Sizes are named by letters, of which n is the number of samples. `points` names the checks, in
their order, and says what each is worth:

    registers        an nn.Module that lists its parameters, and they can be trained
    layers           its nn.Linear layers, of these sizes
    parameters       it lists parameters of these shapes, and nothing else
    starts_at_zero   every parameter is zero at first
    breaks_symmetry  no two of the units that the parameters in `units` make up start alike
    output_shape     for several samples as for one
    many             for more samples than the data has
    output_values    with given parameters, in eval mode
    gradients        `backward` on a loss of the output reaches each parameter
    precision        `device` and `dtype` are passed on
    dropout          training mode drops the right share of the output, eval mode nothing

What it computes is judged for the layer that it holds, so wrong sizes are charged once.
"""

from collections.abc import Sequence
from itertools import product, starmap
from typing import Any

import torch

from autograder.errors import CheckFailed
from autograder.kit.asking import Problem, Record
from autograder.kit.building import matched, oriented
from autograder.kit.compare import constant, dtype_name
from autograder.kit.form import Form
from autograder.kit.forms import identical
from autograder.kit.kind import usual
from autograder.kit.modes import expect_dropout
from autograder.kit.nearly import size_hint
from autograder.kit.parts import Shape
from autograder.kit.shapes import (
    canonical,
    why_these_layers,
    why_these_parameters,
    why_this_shape,
)
from autograder.kit.sized import Sized, Sizes, shape
from autograder.kit.trial import Round, Trial


class Modules(Sized):
    """The checks of a task whose answer is an nn.Module. See the module for what they ask."""

    def __init__(
        self, name: str, *, output: Shape, units: Sequence[str] = (), **building: Any
    ) -> None:
        """Say what is asked; `building` is what Sized takes.

        The question "dropout" gives problems whose outputs are, one by one, what may be dropped:
        with the constructor's keywords in `options` and the probability in `dropped`. A problem
        with no options tells what the signature drops; where there is none, it drops nothing. A
        unit that is dropped may leave an `offset` in the output. No numbers may be learned in
        passing, as BatchNorm does.
        """
        super().__init__(name, **building)
        self._output, self._units = output, units
        shapes = {"the output": [output]}
        self._form = Form("what `forward` returns", shapes, sizes=lambda given: given["sizes"])

    @property
    def named_layers(self) -> str:
        """The layers as they are written."""
        return ", ".join(f"nn.Linear({ins}, {outs})" for ins, outs in self.layers)

    # --- what it holds

    @usual("`{self.name}` is an nn.Module whose `parameters()` lists what can be trained")
    def _registers(self, trial: Trial) -> None:
        for _, record in self.fresh(trial):
            trial.expect(record["is_module"], f"`{self.name}` is not an nn.Module")
            trial.expect(
                bool(record["parameters"]), "`parameters()` is empty", "unregistered-parameter"
            )
            vectors_alone = set(record["frozen"].split()) == {"1"}
            trial.expect(
                record["trainable"], "a parameter does not require a gradient",
                "bias-frozen" if vectors_alone else "graph-cut",
            )  # fmt: skip

    @usual("It holds {self.named_layers}", "registers")
    def _layers(self, trial: Trial) -> None:
        for sizes, record in self.fresh(trial):
            wanted = [shape(layer, sizes) for layer in self.layers]
            named = why_these_layers(record["layers"], wanted)
            # In which order they are made is nobody's business.
            held = sorted(filter(None, record["layers"].split(", ")))
            trial.expect(
                held == sorted(f"{ins}->{outs}" for ins, outs in wanted),
                f"its layers are not exactly {self.named_layers}", named,
                hint="" if named
                else "Print your model: which layers does it have, and of which sizes?",
            )  # fmt: skip
        if "parameters" not in self.points:
            self._parameters(trial)

    @usual("Its parameters are those asked for", "registers")
    def _parameters(self, trial: Trial) -> None:
        # Where the layers are asked for, their sizes are charged there.
        key: Any = len if self.layers else canonical
        for sizes, record in self.fresh(trial):
            wanted = self.shapes(sizes)
            found = sorted(map(key, record["shapes"]))
            weights = sorted(key(one) for one in wanted.values() if len(one) > 1)
            named = "bias-missing" if found == weights else None
            if named is None and not self.layers:
                one = {**sizes, str(self._output[-1]): 1}
                patterns = self._parameter_shapes
                named = why_these_parameters(found, patterns, wanted, self.shapes(one))
                named = named or self._why_lacking(sizes, record)
            trial.expect(
                found == sorted(map(key, wanted.values())),
                f"`parameters()` does not list exactly {' and '.join(wanted)}", named,
            )  # fmt: skip

    def _why_fewer(self, trial: Trial) -> str | None:
        """Return the diagnosis of a model that lists some of the parameters, and no others."""
        fresh = self.fresh(trial) if not self.layers else ()
        return next(filter(None, starmap(self._why_lacking, fresh)), None)

    def _why_lacking(self, sizes: Sizes, record: Record) -> str | None:
        lacks = [len(self.shapes(sizes)[name]) for name in self.lacking(sizes, record["shapes"])]
        if not lacks:
            return None
        return "bias-missing" if max(lacks) == 1 else "unregistered-parameter"

    @usual("All its parameters start at zero", "registers")
    def _starts_at_zero(self, trial: Trial) -> None:
        for _, record in self.fresh(trial):
            zero = not any(bool(parameter.any()) for parameter in record["parameters"])
            trial.expect(zero, "a parameter is not zero before training", "not-zero-initialised")

    @usual("No two units start alike", "registers")
    def _breaks_symmetry(self, trial: Trial) -> None:
        for sizes, record in self.fresh(trial):
            wanted = self.shapes(sizes)
            places = matched(record["shapes"], wanted)
            there = all(name in places or len(wanted[name]) == 1 for name in self._units)
            trial.expect(
                there, f"it has no {' and '.join(self._units)} of these sizes",
                None if there else self._why_fewer(trial),
            )  # fmt: skip
            made_up = [
                oriented(record["parameters"][places[name]], wanted[name])
                for name in self._units
                if name in places
            ]
            units = torch.cat([part.reshape(len(part), -1) for part in made_up], dim=1)
            differ = len({tuple(unit) for unit in units.tolist()}) == len(units)
            trial.expect(differ, "two units start alike", "symmetric-start")

    # --- what it computes

    @usual("The output has the shape asked for, also for a single sample", "registers")
    def _output_shape(self, trial: Trial, question: str = "output_shape") -> None:
        asked = self.passed(trial, question)
        answers = [record["answer"] for record in asked.records]
        counts = [given["sizes"]["n"] for given in asked.problems]
        hint = size_hint(answers, counts)
        for answer, given in zip(answers, asked.problems, strict=True):
            self._expect_output(answer, given, hint)
        for place in range(1, len(answers)):
            alike = asked.problems[place - 1]["sizes"] == asked.problems[place]["sizes"]
            # A layer of another form did not take our numbers: what it says is its own start.
            filled = asked.records[place]["filled"]
            trial.expect(
                not (alike and filled and identical(answers[place - 1], answers[place])),
                "the output is the same for different data", constant(answers[place]),
            )  # fmt: skip

    @usual("It takes many samples", "output_shape")
    def _many(self, trial: Trial) -> None:
        self._output_shape(trial, "many")

    def _expect_output(self, answer: Any, given: Problem, hint: str = "") -> None:
        try:
            self._form.exact(answer, given, hint)
        except CheckFailed as fault:
            if isinstance(answer, torch.Tensor):
                wanted = shape(self._output, given["sizes"])
                named = why_this_shape(tuple(answer.shape), wanted, tuple(given["x"].shape))
                if answer.dtype == torch.int64 and tuple(answer.shape) == wanted[:-1]:
                    named = "class-returned"
                fault.diagnosis = fault.diagnosis or named
            if given["sizes"]["n"] == 1:
                fault.message = f"for a single sample {fault.message}"
            raise

    def _outputs(self, asked: Round) -> list[Any]:
        """Return the outputs, which have the form that is asked for."""
        for record, given in zip(asked.records, asked.problems, strict=True):
            self._expect_output(record["answer"], given)
        return [record["answer"] for record in asked.records]

    @usual("The output is what its parameters make of x", "output_shape")
    def _output_values(self, trial: Trial) -> None:
        asked = self.passed(trial, "output_values")
        asked.expect(
            self._outputs(asked),
            "the output is not what the parameters make of x",
            otherwise=lambda: self._why_random(trial, asked.problems[0]) or self._why_fewer(trial),
            hint=lambda *_: "What else do you do on the way from x to the output?",
        )

    def _why_random(self, trial: Trial, given: Problem) -> str | None:
        """Return the diagnosis of an output that is another each time, unless nothing drops."""
        if "dropout" not in self.points:
            return None
        for still in trial.problems("dropout"):
            if not still["dropped"] and still["options"]:
                never = {**given, "options": still["options"]}
                one, other, *two = (
                    record["answer"] for record in trial.ask([given, given, never, never], "passed")
                )
                if not identical(one, other) and identical(*two):
                    return "dropout-always-on"
        return None

    @usual("`backward` on a loss of the output reaches each parameter", "output_values")
    def _gradients(self, trial: Trial) -> None:
        for record in self.passed(trial, "output_values").records:
            grads = record["grads"]
            trial.expect(
                bool(grads) and all(isinstance(grad, torch.Tensor) for grad in grads),
                "a parameter has no gradient after `backward`",
                None if record["recorded"] else "graph-cut",
            )

    @usual("`device` and `dtype` are passed on", "output_values")
    def _precision(self, trial: Trial) -> None:
        heeded = all(record["heeds_device"] for _, record in self.fresh(trial))
        trial.expect(heeded, "`device` is not passed on", "device-ignored")
        for device, dtype in product(trial.devices, trial.dtypes):
            for _, record in self.fresh(trial, dtype, device):
                dtypes = {parameter.dtype for parameter in record["parameters"]}
                other = "dtype" if dtypes != {dtype} else "device"
                trial.expect(
                    dtypes == {dtype} and record["on_device"],
                    f"with dtype={dtype} and device={device} a parameter has another {other}",
                    f"{other}-ignored",
                )
            asked = self.passed(trial, "precision", device, dtype=dtype)
            right = asked.first_wrong(self._outputs(asked)) is None
            there = all(record["on_device"] for record in asked.records)
            trial.expect(right and there, f"the output is wrong in {dtype_name(dtype)} on {device}")

    @usual(
        "Training mode drops the right share, eval mode nothing",
        "output_values", question="dropout",
    )  # fmt: skip
    def _dropout(self, trial: Trial) -> None:
        # Those with options come first: where they are right, a default is wrong alone.
        problems = sorted(trial.problems("dropout"), key=lambda given: not given["options"])
        bare = [{**given, "options": {}, "dropped": 0.0} for given in problems]
        wholes = [record["answer"] for record in trial.ask(bare, "passed")]
        if all(given["options"] for given in problems):
            # The first once more, with what the signature says.
            problems, wholes = [*problems, bare[0]], [*wholes, wholes[0]]
        records = trial.ask(problems, "in_modes")
        for given, alone, record in zip(problems, wholes, records, strict=True):
            outputs = [alone, *record["evaluated"], *record["trained"]]
            for answer in outputs:
                self._expect_output(answer, given)
            offset = given.get("offset", torch.zeros(()))
            whole, *others = (answer - offset for answer in outputs)
            in_eval = len(record["evaluated"])
            try:
                expect_dropout(trial, whole, others[:in_eval], others[in_eval:], given["dropped"])
            except CheckFailed as fault:
                if problems[0]["options"] and not given["options"]:
                    fault.diagnosis = "default-changed"
                raise
