"""Tasks whose answer is an nn.Module: what it holds, where it starts, what it computes.

    MODEL = Modules("Adaline3", arguments=("F",), sizes=[{"F": 3}], layers=[("F", 1)],
                    parameters={"weight": (1, "F"), "bias": (1,)}, x=("n", "F"), output=("n",),
                    points={"registers": 4, "layers": 3, ...})
    TASKS = {"linear_model": MODEL.task()}

Sizes are named by letters, of which n is the number of samples. `points` names the checks, in
their order, and says what each is worth:

    registers        an nn.Module that lists its parameters, and they can be trained
    layers           its nn.Linear layers, of these sizes
    parameters       it lists parameters of these shapes, and no others
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

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import torch

from autograder.errors import CheckFailed
from autograder.kit.asking import Ask, Problem, Record
from autograder.kit.building import KINDS, PASSED_ON, matched, module_asks, oriented
from autograder.kit.compare import constant
from autograder.kit.draw import Draw
from autograder.kit.form import Form, Shape
from autograder.kit.forms import identical
from autograder.kit.modes import expect_dropout
from autograder.kit.nearly import size_hint
from autograder.kit.sized import Sized, Sizes, shape
from autograder.kit.trial import Check, Look, Round, Task, Trial, checks_of

SAMPLES = (7, 7, 1)
MANY = 150


class Modules:
    """The checks of a task whose answer is an nn.Module. See the module for what they ask."""

    def __init__(
        self,
        name: str,
        *,
        arguments: Sequence[str],
        sizes: Sequence[Sizes],
        parameters: Mapping[str, Shape],
        x: Shape,
        output: Shape,
        points: Mapping[str, float | None],
        layers: Sequence[Shape] = (),
        units: Sequence[str] = (),
        questions: Mapping[str, Callable[[Draw], Sequence[Problem]]] | None = None,
        asks: Mapping[str, Ask] | None = None,
        also: Sequence[Check] = (),
        titles: Mapping[str, str] | None = None,
    ) -> None:
        """Say what is asked.

        The class `name` is built with the `arguments`, for each of `sizes`. `layers` holds input
        and output of each nn.Linear that it must hold; without it any parameters do that have the
        shapes of `parameters`, a matrix also transposed. The question "dropout" gives problems
        whose outputs are, one by one, what may be dropped: with the constructor's keywords in
        `options` and the probability in `dropped`; without options it drops nothing. A unit that
        is dropped may leave an `offset` in the output.
        """
        self.name, self._output, self._layers, self._units = name, output, layers, units
        self._points, self._titles, self._also = points, titles, also
        self._sized = sized = Sized(arguments, sizes, parameters, x)
        shapes = {"the output": [output]}
        self._form = Form("what `forward` returns", shapes, sizes=lambda given: given["sizes"])
        self._questions: dict[str, Callable[..., Sequence[Problem]]] = {
            "output_shape": partial(sized.problems, SAMPLES),
            "many": partial(sized.problems, (MANY,)),
            "output_values": partial(sized.problems, SAMPLES[1:]),
            "precision": partial(sized.problems, SAMPLES[:1], dtype=torch.float64),
            **(questions or {}),
        }
        self._asks = {**module_asks(name, tuple(parameters)), **(asks or {})}

    def task(self) -> Task:
        """Return the task with its checks in the order of `points`."""
        return Task(
            asks=self._asks,
            checks=checks_of(self._points, self._usual, titles=self._titles, also=self._also),
            questions=self._questions,
            kinds=KINDS,
            untold=("output_shape", "many", "dropout"),
        )

    def _usual(self, name: str) -> tuple[Look, str, Sequence[str]]:
        listed, shaped, valued = ["registers"], ["output_shape"], ["output_values"]
        usual: dict[str, tuple[Look, str, Sequence[str]]] = {
            "registers": (
                self._registers,
                f"`{self.name}` is an nn.Module whose `parameters()` lists what can be trained", [],
            ),
            "layers": (self._holds_layers, f"It holds {self._named_layers()}", listed),
            "parameters": (self._holds_parameters, "Its parameters are those asked for", listed),
            "starts_at_zero": (self._starts_at_zero, "All its parameters start at zero", listed),
            "breaks_symmetry": (self._breaks_symmetry, "No two units start alike", listed),
            "output_shape": (
                partial(self._output_shape, "output_shape"),
                "The output has the shape asked for, also for a single sample", listed,
            ),
            "many": (
                partial(self._output_shape, "many"), "It takes many samples", shaped,
            ),
            "output_values": (
                self._output_values, "The output is what its parameters make of x", shaped,
            ),
            "gradients": (
                self._gradients,
                "`backward` on a loss of the output reaches each parameter", valued,
            ),
            "precision": (self._precision, "`device` and `dtype` are passed on", valued),
            "dropout": (
                self._dropout, "Training mode drops the right share, eval mode nothing", valued,
            ),
        }  # fmt: skip
        return usual[name]

    # --- asking

    def _fresh(
        self, trial: Trial, dtype: torch.dtype = torch.float32, device: str = "cpu"
    ) -> list[Record]:
        """Return what a fresh model of each size holds."""
        records = trial.ask(self._sized.orders(dtype), "built", device)
        for record in records:
            tensors = [p for p in record["parameters"] if isinstance(p, torch.Tensor)]
            record["parameters"], record["shapes"] = tensors, [tuple(p.shape) for p in tensors]
        return records

    def _sizes_and_fresh(self, trial: Trial) -> list[tuple[Sizes, Record]]:
        return list(zip(self._sized.sizes, self._fresh(trial), strict=True))

    def _passed(self, trial: Trial, name: str, device: str = "cpu", **settings: Any) -> Round:
        """Put the question `name`, to a single layer of whatever sizes the student's has."""
        # In public there are answers for the right sizes alone.
        if trial.public or len(self._layers) != 1:
            problems = list(self._questions[name](trial.draw(name), **settings))
        else:
            pairs = self._sizes_and_fresh(trial)
            held = [self._sized.held(sizes, fresh["shapes"]) for sizes, fresh in pairs]
            problems = list(self._questions[name](trial.draw(name), held=held, **settings))
        return Round(trial, name, problems, trial.ask(problems, "passed", device))

    # --- what it holds

    def _registers(self, trial: Trial) -> None:
        for record in self._fresh(trial):
            if not record["is_module"]:
                raise trial.failed(f"`{self.name}` is not an nn.Module")
            if not record["parameters"]:
                raise trial.failed("`parameters()` is empty", diagnosis="unregistered-parameter")
            if not record["trainable"]:
                vectors_alone = set(record["frozen"].split()) == {"1"}
                raise trial.failed(
                    "a parameter does not require a gradient",
                    diagnosis="bias-frozen" if vectors_alone else "graph-cut",
                )

    def _named_layers(self) -> str:
        return ", ".join(f"nn.Linear({ins}, {outs})" for ins, outs in self._layers)

    def _holds_layers(self, trial: Trial) -> None:
        for sizes, record in self._sizes_and_fresh(trial):
            wanted = [shape(layer, sizes) for layer in self._layers]
            if record["layers"] != ", ".join(f"{ins}->{outs}" for ins, outs in wanted):
                named = _why_these(record["layers"], wanted)
                question = "Print your model: which layers does it have, and of which sizes?"
                raise trial.failed(
                    f"its layers are not {self._named_layers()} and no others",
                    diagnosis=named, hint="" if named else question,
                )  # fmt: skip
        if "parameters" not in self._points:
            self._holds_parameters(trial)

    def _holds_parameters(self, trial: Trial) -> None:
        # Where the layers are asked for, their sizes are charged there.
        key: Callable[[tuple[int, ...]], Any] = len if self._layers else _canonical
        for sizes, record in self._sizes_and_fresh(trial):
            wanted = self._sized.shapes(sizes)
            found = sorted(map(key, record["shapes"]))
            if found != sorted(map(key, wanted.values())):
                weights = sorted(key(one) for one in wanted.values() if len(one) > 1)
                # With one output, where there should be one for each class.
                one = self._sized.shapes({**sizes, str(self._output[-1]): 1})
                one_output = key is _canonical and found == sorted(map(key, one.values()))
                raise trial.failed(
                    f"`parameters()` does not list just {' and '.join(wanted)}",
                    diagnosis="bias-missing" if found == weights
                    else "one-output" if one_output else None,
                )  # fmt: skip

    def _starts_at_zero(self, trial: Trial) -> None:
        for record in self._fresh(trial):
            if any(bool(parameter.any()) for parameter in record["parameters"]):
                raise trial.failed(
                    "a parameter is not zero before training", diagnosis="not-zero-initialised"
                )

    def _breaks_symmetry(self, trial: Trial) -> None:
        for sizes, record in self._sizes_and_fresh(trial):
            wanted = self._sized.shapes(sizes)
            places = matched(record["shapes"], wanted)
            if not places.keys() >= set(self._units):
                raise trial.failed(f"it has no {' and '.join(self._units)} of these sizes")
            made_up = [
                oriented(record["parameters"][places[name]], wanted[name]) for name in self._units
            ]
            units = torch.cat([part.reshape(len(part), -1) for part in made_up], dim=1)
            if len({tuple(unit) for unit in units.tolist()}) < len(units):
                raise trial.failed("two units start alike", diagnosis="symmetric-start")

    def _output_shape(self, question: str, trial: Trial) -> None:
        asked = self._passed(trial, question)
        answers = [record["answer"] for record in asked.records]
        counts = [given["sizes"]["n"] for given in asked.problems]
        hint = size_hint(answers, counts)
        for answer, given in zip(answers, asked.problems, strict=True):
            self._expect_output(answer, given, hint)
        for place in range(1, len(answers)):
            alike = asked.problems[place - 1]["sizes"] == asked.problems[place]["sizes"]
            # A layer of another form did not take our numbers: what it says is its own start.
            filled = asked.records[place]["filled"]
            if alike and filled and identical(answers[place - 1], answers[place]):
                raise trial.failed(
                    "the output is the same for different data", diagnosis=constant(answers[place])
                )

    def _expect_output(self, answer: Any, given: Problem, hint: str = "") -> None:
        try:
            self._form.exact(answer, given, hint)
        except CheckFailed as fault:
            if isinstance(answer, torch.Tensor):
                wanted = shape(self._output, given["sizes"])
                named = _why_this_shape(tuple(answer.shape), wanted, tuple(given["x"].shape))
                if answer.dtype == torch.int64 and tuple(answer.shape) == wanted[:-1]:
                    named = "class-returned"
                fault.diagnosis = fault.diagnosis or named
            if given["sizes"]["n"] == 1:
                fault.message = f"for a single sample {fault.message}"
            raise

    def _output_values(self, trial: Trial) -> None:
        asked = self._passed(trial, "output_values")
        for record, given in zip(asked.records, asked.problems, strict=True):
            self._expect_output(record["answer"], given)
        asked.expect(
            [record["answer"] for record in asked.records],
            "the output is not what the parameters make of x",
            hint=lambda *_: "What else do you do on the way from x to the output?",
        )

    def _gradients(self, trial: Trial) -> None:
        for record in self._passed(trial, "output_values").records:
            grads = record["grads"]
            if not grads or not all(isinstance(grad, torch.Tensor) for grad in grads):
                raise trial.failed(
                    "a parameter has no gradient after `backward`",
                    diagnosis=None if record["recorded"] else "graph-cut",
                )

    def _precision(self, trial: Trial) -> None:
        asked = trial.ask(self._sized.orders(), "elsewhere")
        if not all(record["heeds_device"] for record in asked):
            raise trial.failed("`device` is not passed on", hint=PASSED_ON)
        for device in trial.devices:
            for dtype in trial.dtypes:
                where = f"{str(dtype).removeprefix('torch.')} on {device}"
                for record in self._fresh(trial, dtype, device):
                    dtypes = {parameter.dtype for parameter in record["parameters"]}
                    if dtypes != {dtype} or not record["on_device"]:
                        named = "dtype-ignored" if dtypes != {dtype} else None
                        raise trial.failed(
                            f"asked for {where}, it is built otherwise",
                            diagnosis=named, hint="" if named else PASSED_ON,
                        )  # fmt: skip
                self._expect_right(trial, where, device, dtype)

    def _expect_right(self, trial: Trial, where: str, device: str, dtype: torch.dtype) -> None:
        asked = self._passed(trial, "precision", device, dtype=dtype)
        for record, given in zip(asked.records, asked.problems, strict=True):
            self._expect_output(record["answer"], given)
        answers = [record["answer"] for record in asked.records]
        on_device = all(record["on_device"] for record in asked.records)
        if not on_device or asked.first_wrong(answers) is not None:
            raise trial.failed(f"the output is wrong in {where}")

    def _dropout(self, trial: Trial) -> None:
        problems = trial.problems("dropout")
        without = trial.ask([{**given, "options": {}} for given in problems], "passed")
        for place, record in enumerate(trial.ask(problems, "in_modes")):
            given, whole = problems[place], without[place]["answer"]
            outputs = [whole, *record["evaluated"], *record["trained"]]
            for answer in outputs:
                self._expect_output(answer, given)
            offset = given.get("offset", torch.zeros(()))
            whole, *others = (answer - offset for answer in outputs)
            in_eval = len(record["evaluated"])
            expect_dropout(trial, whole, others[:in_eval], others[in_eval:], given["dropped"])


def _canonical(size: tuple[int, ...]) -> tuple[int, ...]:
    """Return a shape such that a matrix and its transpose, a row and a vector have the same."""
    return tuple(sorted(one for one in size if one != 1))


def _why_these(layers: str, wanted: Sequence[Sequence[int]]) -> str | None:
    """Return the diagnosis of other layers, where one was asked for."""
    if len(wanted) > 1:
        return None
    ((ins, outs),) = wanted
    if layers == f"{ins}->{ins}":
        return "output-per-feature"
    return "weight-transposed" if layers == f"{outs}->{ins}" else None


def _why_this_shape(
    found: tuple[int, ...], wanted: tuple[int, ...], x: tuple[int, ...]
) -> str | None:
    """Return the diagnosis of an output of another shape."""
    if found != wanted and [s for s in found if s != 1] == [s for s in wanted if s != 1]:
        lost = len(found) < len(wanted) and x[0] == 1
        return "squeezed-away" if lost else "broadcast-loss"
    return "output-per-feature" if found == x != wanted else None
