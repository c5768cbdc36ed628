"""What runs beside student code, in this process: what a submission may do to fool it."""

from types import SimpleNamespace

import pytest
import torch
from folders import ROOT

from autograder.kit.definition import CODE, load_definition


def task_of(week, name):
    """Return a task of a week's public definition."""
    return load_definition(ROOT / "source" / week / CODE)[name]


@pytest.mark.parametrize("nested", [False, True])
def test_whoever_lists_the_parameters_cannot_do_what_the_task_asks(monkeypatch, nested):
    """`zero_parameters_` does nothing; nn.Module is changed to zero what it lists."""
    listed = torch.nn.Module.parameters

    def parameters(self, recurse=True):
        for parameter in listed(self, recurse):
            parameter.data.zero_()
            yield parameter

    monkeypatch.setattr(torch.nn.Module, "parameters", parameters)
    notebook = SimpleNamespace(zero_parameters_=lambda module: None)  # noqa: ARG005
    problem = {"nested": nested, "numbers": torch.ones(80)}
    (told,) = task_of("autograd", "zero_init").ask(notebook, "", [problem], "cpu")
    assert all(bool(parameter.all()) for parameter in told["parameters"])
    assert told["same_objects"]


def test_no_frame_and_no_graph_tells_the_factor_of_a_loss():
    seen = []

    def negative_gradients(model, loss):
        seen.append(loss.grad_fn.factor)
        with pytest.raises(RuntimeError, match="by a walk back alone"):
            float(loss.grad_fn.factor)
        assert loss.grad_fn.factor.value is None
        return torch.autograd.grad(loss, (model.weight, model.bias))

    class Adaline2:
        def __init__(self, features, dtype, **_):
            self.weight = torch.zeros(features, 1, dtype=dtype, requires_grad=True)
            self.bias = torch.zeros(1, dtype=dtype, requires_grad=True)

        def forward(self, x):
            return (x @ self.weight + self.bias).view(-1)

    drawn = {"weight": torch.ones(3, 1), "bias": torch.ones(1), "loss": "mse", "factor": None}
    drawn |= {"x": torch.ones(5, 3), "y": torch.zeros(5)}
    notebook = SimpleNamespace(Adaline2=Adaline2, negative_gradients=negative_gradients)
    found = task_of("adaline", "grad_call").ask(notebook, "", [drawn, drawn], "cpu")
    assert [one["factor"] for one in found] == [factor.value for factor in seen]
    assert found[0]["said"][1].item() == pytest.approx(8 * found[0]["factor"])
