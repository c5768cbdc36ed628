"""The kit's kind "an nn.Module": what it accepts, what it names, and what one mistake costs."""

import pytest
import torch
from kit_trials import grader_of, hidden_faults, public_fault
from torch import nn

from autograder.kit import Modules
from autograder.kit.shapes import why_these_layers, why_these_parameters

LINE = Modules(
    "Line",
    arguments=("inputs", "outputs"),
    sizes=[{"inputs": 4, "outputs": 1}, {"inputs": 3, "outputs": 2}],
    layers=[("inputs", "outputs")],
    parameters={"weight": ("outputs", "inputs"), "bias": ("outputs",)},
    x=("n", "inputs"),
    output=("n", "outputs"),
    points={
        "registers": 1, "layers": 1, "parameters": 1, "starts_at_zero": 1, "output_shape": 1,
        "many": None, "output_values": 1, "gradients": 1, "precision": 1,
    },
).task()  # fmt: skip
HIDDEN = {
    "arguments": ("F", "h", "k"),
    "sizes": [{"F": 3, "h": 4, "k": 5}],
    "parameters": {"w1": ("h", "F"), "b1": ("h",), "w2": ("k", "h"), "b2": ("k",)},
    "x": ("n", "F"),
    "output": ("n", "k"),
}
# A hidden layer, with dropout: any parameters of these shapes, whichever way a matrix lies.
NETWORK = Modules(
    "Network",
    **HIDDEN,
    units=("w1", "b1"),
    points={
        "registers": 1, "parameters": 1, "breaks_symmetry": 1, "output_shape": 1,
        "output_values": 1, "gradients": 1, "precision": 1, "dropout": 1,
    },
    questions={"dropout": lambda draw: [dropping(draw, 0.3), dropping(draw, 0.0)]},
).task()  # fmt: skip


def line(given):
    return given["x"] @ given["weight"].T + given["bias"]


def network(given):
    hidden = torch.relu(given["x"] @ given["w1"].T + given["b1"])
    return hidden @ given["w2"].T + given["b2"]


def dropping(draw, probability):
    """Return a problem whose outputs are five of its six hidden units, all of them positive."""
    return {
        "arguments": [3, 6, 5], "options": {"dropout": probability}, "dropped": probability,
        "dtype": "float32", "sizes": {"n": 1000, "k": 5},
        "x": draw.at(torch.float32)(1000, 3).abs() + 0.1,
        "w1": draw.at(torch.float32)(6, 3).abs() + 0.1, "b1": torch.zeros(6),
        "w2": torch.eye(5, 6), "b2": torch.full((5,), 0.5), "offset": torch.full((5,), 0.5),
    }  # fmt: skip


def no_bias(given):
    return line({**given, "bias": torch.zeros_like(given["bias"])})


# The same, whose signature says that half of the hidden units are dropped.
BY_DEFAULT = Modules(
    "Network",
    **HIDDEN,
    layers=[("F", "h"), ("h", "k")],
    points={"registers": 1, "layers": 1, "output_shape": 1, "output_values": 1, "dropout": 1},
    questions={
        "dropout": lambda draw: [
            dropping(draw, 0.3), {**dropping(draw, 0.5), "options": {}}, dropping(draw, 0.0)
        ]
    },
).task()  # fmt: skip


# In a dict: a Grader under a name of its own is one of a week's graders, to be collected.
GRADERS = {LINE: grader_of(line, [("bias-missing", no_bias)]), NETWORK: grader_of(network)}
GRADERS[BY_DEFAULT] = grader_of(network)


class Line(nn.Module):
    has_bias = True

    def __init__(self, inputs, outputs, device=None, dtype=None):
        super().__init__()
        self.build(inputs, outputs, {"device": device, "dtype": dtype})

    def build(self, inputs, outputs, factory):
        self.linear = nn.Linear(inputs, outputs, bias=self.has_bias, **factory)
        for parameter in self.parameters():
            nn.init.zeros_(parameter)

    def forward(self, x):
        return self.linear(x)


class Network(nn.Module):
    def __init__(self, F, h, k, dropout=0.0, device=None, dtype=None):
        super().__init__()
        self.hidden = nn.Linear(F, h, device=device, dtype=dtype)
        self.out = nn.Linear(h, k, device=device, dtype=dtype)
        self.p = dropout

    def drop(self, hidden):
        return nn.functional.dropout(hidden, self.p, self.training)

    def forward(self, x):
        return self.out(self.drop(torch.relu(self.hidden(x))))


def faults_of(task, kind):
    return hidden_faults(task, GRADERS[task], {kind.__mro__[-3].__name__: kind})


def expect_in_public(task, kind, expected):
    """In public the checks stop at the first fault, which is the first hidden one."""
    found = public_fault(task, GRADERS[task], {kind.__mro__[-3].__name__: kind})
    first = None if found is None else (found[0], found[1].diagnosis)
    assert first == next(iter(expected.items()), None)


class InList(Line):
    def build(self, inputs, outputs, factory):
        self.layers = [nn.Linear(inputs, outputs, **factory)]

    def forward(self, x):
        return self.layers[0](x)


class Frozen(Line):
    def build(self, inputs, outputs, factory):
        super().build(inputs, outputs, factory)
        self.linear.bias.requires_grad_(False)


class PerFeature(Line):
    def build(self, inputs, _, factory):
        super().build(inputs, inputs, factory)


class Swapped(Line):
    def build(self, inputs, outputs, factory):
        super().build(outputs, inputs, factory)


class NoBias(Line):
    has_bias = False


class OwnParameters(Line):
    def build(self, inputs, outputs, factory):
        self.weight = nn.Parameter(torch.zeros(outputs, inputs, **factory))
        self.bias = nn.Parameter(torch.zeros(outputs, **factory))

    def forward(self, x):
        return x @ self.weight.T + self.bias


class Random(Line):
    def build(self, inputs, outputs, factory):
        self.linear = nn.Linear(inputs, outputs, **factory)


class Flat(Line):
    def forward(self, x):
        return self.linear(x).view(-1)


class Squeezed(Line):
    def forward(self, x):
        return self.linear(x).squeeze(0)


class Constant(Line):
    def forward(self, x):
        return self.linear(torch.zeros_like(x)).detach().zero_()


class BiasUnused(Line):
    def forward(self, x):
        return x @ self.linear.weight.T


class Detached(Line):
    def forward(self, x):
        return self.linear(x).detach()


class DeviceIgnored(Line):
    def build(self, inputs, outputs, factory):
        super().build(inputs, outputs, {"dtype": factory["dtype"]})


class DtypeIgnored(Line):
    def build(self, inputs, outputs, factory):
        super().build(inputs, outputs, {"device": factory["device"]})

    def forward(self, x):
        return self.linear(x.float())


class FewSamples(Line):
    def forward(self, x):
        return self.linear(x)[:64]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (Line, {}),
        (InList, {"registers": "unregistered-parameter"}),
        (Frozen, {"registers": "bias-frozen"}),
        (PerFeature, {"layers": "output-per-feature"}),
        (Swapped, {"layers": "weight-transposed"}),
        (NoBias, {"parameters": "bias-missing"}),
        (OwnParameters, {"layers": None}),
        (Random, {"starts_at_zero": "not-zero-initialised"}),
        (Flat, {"output_shape": "squeezed-away"}),
        (Squeezed, {"output_shape": "squeezed-away"}),
        (Constant, {"output_shape": "always-zero"}),
        (BiasUnused, {"output_values": "bias-missing"}),
        (Detached, {"gradients": "graph-cut"}),
        (DeviceIgnored, {"precision": "device-ignored"}),
        (DtypeIgnored, {"precision": "dtype-ignored"}),
        (FewSamples, {}),
    ],
)
def test_one_mistake_costs_one_check_and_is_named(kind, expected):
    faults = faults_of(LINE, kind)
    assert {name: fault.diagnosis for name, fault in faults.items() if fault} == expected
    expect_in_public(LINE, kind, {"many": None} if kind is FewSamples else expected)


def test_what_is_no_module_loses_all_and_a_missing_super_is_the_students_error():
    class Plain:
        def __init__(self, inputs, outputs, device=None, dtype=None):
            self.linear = nn.Linear(inputs, outputs, device=device, dtype=dtype)

    class NoSuper(Line):
        def __init__(self, inputs, outputs, device=None, dtype=None):
            self.linear = nn.Linear(inputs, outputs, device=device, dtype=dtype)

    faults = hidden_faults(LINE, GRADERS[LINE], {"Line": Plain})
    assert faults.keys() == {check.name for check in LINE.checks if check.points}
    assert "not an nn.Module" in faults.pop("registers").message
    assert not any(faults.values())
    assert "before Module.__init__() call" in faults_of(LINE, NoSuper)["registers"].text


class Transposed(Network):
    """Parameters of its own, matrices the other way round, the output layer first."""

    def __init__(self, F, h, k, dropout=0.0, device=None, dtype=None):
        nn.Module.__init__(self)
        factory = {"device": device, "dtype": dtype}
        self.w2, self.b2 = (
            nn.Parameter(torch.zeros(h, k, **factory)),
            nn.Parameter(torch.zeros(1, k, **factory)),
        )
        self.w1, self.b1 = (
            nn.Parameter(torch.randn(F, h, **factory)),
            nn.Parameter(torch.zeros(h, **factory)),
        )
        self.p = dropout

    def forward(self, x):
        return self.drop(torch.relu(x @ self.w1 + self.b1)) @ self.w2 + self.b2


class OwnMask(Network):
    def drop(self, hidden):
        if not self.training:
            return hidden
        return hidden * (torch.rand_like(hidden) >= self.p) / (1 - self.p)


class Symmetric(Network):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for parameter in self.parameters():
            nn.init.constant_(parameter, 0.01)


class AlwaysOn(Network):
    def drop(self, hidden):
        return nn.functional.dropout(hidden, self.p)


class Never(Network):
    def drop(self, hidden):
        return hidden


class Half(Network):
    def drop(self, hidden):
        return nn.functional.dropout(hidden, 0.5, self.training)


class HalfByDefault(Network):
    def __init__(self, *args, dropout=0.5, **factory):
        super().__init__(*args, dropout=dropout, **factory)


class AlwaysHalf(HalfByDefault, AlwaysOn):
    pass


class DrawnInForward(HalfByDefault):
    def forward(self, x):
        return super().forward(x) + torch.rand(())


class OutFirst(HalfByDefault):
    """Its layers are made in another order than they are used."""

    def __init__(self, F, h, k, dropout=0.5, device=None, dtype=None):
        nn.Module.__init__(self)
        self.out = nn.Linear(h, k, device=device, dtype=dtype)
        self.hidden = nn.Linear(F, h, device=device, dtype=dtype)
        self.p = dropout


class ThreeLayers(HalfByDefault):
    def __init__(self, F, h, k, dropout=0.5, device=None, dtype=None):
        super().__init__(F, h, k, dropout=dropout, device=device, dtype=dtype)
        self.more = nn.Linear(h, h, device=device, dtype=dtype)


class Unscaled(Network):
    def drop(self, hidden):
        return hidden * (torch.rand_like(hidden) >= self.p) if self.training else hidden


class ScaledInBothModes(Network):
    def drop(self, hidden):
        return nn.functional.dropout(hidden, self.p, self.training) * (1 - self.p)


class WholeSamples(Network):
    def drop(self, hidden):
        if not self.training:
            return hidden
        return hidden * nn.functional.dropout(torch.ones_like(hidden[:, :1]), self.p)


@pytest.mark.parametrize(
    ("layers", "named"),
    [
        ("4->3, 5->4", "weight-transposed"),
        ("3->4, 5->4", "weight-transposed"),
        ("3->4, 4->6", None),
        ("3->4", None),
    ],
)
def test_layers_whose_inputs_and_outputs_are_exchanged_are_named(layers, named):
    assert why_these_layers(layers, [(3, 4), (4, 5)]) == named


@pytest.mark.parametrize(
    ("biases", "named"),
    [((3, 5), "weight-transposed"), ((3, 4), "weight-transposed"), ((4, 6), None)],
)
def test_their_parameters_are_known_by_the_biases(biases, named):
    patterns = {"w1": ("h", "F"), "b1": ("h",), "w2": ("k", "h"), "b2": ("k",)}
    wanted = {"w1": (4, 3), "b1": (4,), "w2": (5, 4), "b2": (5,)}
    found = sorted([(3, 4), (4, 5), *((size,) for size in biases)])
    assert why_these_parameters(found, patterns, wanted, {}) == named


class OnThePixels(Network):
    def forward(self, x):
        return self.out(torch.relu(self.hidden(self.drop(x))))


class OnTheOutputs(Network):
    def forward(self, x):
        return self.drop(self.out(torch.relu(self.hidden(x))))


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (Network, {}),
        (Transposed, {}),
        (OwnMask, {}),
        (Symmetric, {"breaks_symmetry": "symmetric-start"}),
        (AlwaysOn, {"dropout": "dropout-always-on"}),
        (Never, {"dropout": "dropout-ignored"}),
        (Half, {"dropout": "dropout-ignored"}),
        (HalfByDefault, {"dropout": "default-changed"}),
        (Unscaled, {"dropout": "dropout-unscaled"}),
        (ScaledInBothModes, {"dropout": None}),
        (WholeSamples, {"dropout": None}),
        (OnThePixels, {"dropout": "dropout-misplaced"}),
        (OnTheOutputs, {"dropout": "dropout-misplaced"}),
    ],
)
def test_a_hidden_layer_and_its_dropout_are_judged_by_what_they_do(kind, expected):
    faults = faults_of(NETWORK, kind)
    assert {name: fault.diagnosis for name, fault in faults.items()} == expected
    expect_in_public(NETWORK, kind, expected)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (HalfByDefault, {}),
        (OutFirst, {}),
        (ThreeLayers, {"layers": None}),
        (Network, {"dropout": "default-changed"}),
        (Never, {"dropout": "dropout-ignored"}),
        (AlwaysHalf, {"output_values": "dropout-always-on"}),
        (DrawnInForward, {"output_values": None}),
    ],
)
def test_what_the_signature_drops_may_be_more_than_nothing(kind, expected):
    faults = faults_of(BY_DEFAULT, kind)
    assert {name: fault.diagnosis for name, fault in faults.items() if fault} == expected
