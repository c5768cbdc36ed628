"""What the peers' hidden tests share: random problems, gradients by autograd, closeness.

It is put in front of each task's tests and runs in the student's own process, since nbgrader and
otter-grader know no other place. Names begin with an underscore so that a notebook keeps its own.
"""

import secrets as _secrets

import torch as _torch
from sklearn.datasets import load_iris as _load_iris
from torch.utils._python_dispatch import TorchDispatchMode as _TorchDispatchMode

_FIRST_COST, _LAST_COST = 0.38849, 0.10025
_ON_TRAIN, _ON_TEST = 65 / 70, 28 / 30
_FORWARD_MODE = ("_efficientzerotensor", "_has_same_storage_numel", "_make_dual")
_LOSSES = {
    "mse": lambda a, b: (a - b).square().mean(),
    "quartic": lambda a, b: (a - b).pow(4).mean(),
    "log_cosh": lambda a, b: (a - b).cosh().log().mean(),
}


def _problem(n=7, dtype=_torch.float32):
    """Draw x (n, 3), y (n,), weight (3, 1), bias (1,) and the yhat (n,) that they give."""
    stream = _torch.Generator().manual_seed(_secrets.randbelow(2**31))
    shapes = {"x": (n, 3), "y": (n,), "weight": (3, 1), "bias": (1,)}
    drawn = {
        name: _torch.randn(*shape, generator=stream, dtype=_torch.float64).to(dtype)
        for name, shape in shapes.items()
    }
    return {**drawn, "yhat": (drawn["x"] @ drawn["weight"] + drawn["bias"]).view(-1)}


def _downhill(given, loss="mse", factor=1.0):
    """Return the negative gradients of factor times the loss at the problem's yhat."""
    weight, bias = (_torch.zeros_like(given[name]).requires_grad_() for name in ("weight", "bias"))
    yhat = given["yhat"] + (given["x"] @ weight + bias).view(-1)
    grads = _torch.autograd.grad(factor * _LOSSES[loss](yhat, given["y"]), (weight, bias))
    return [-grad for grad in grads]


def _near(found, wanted, what, rtol=None):
    """Assert type, dtype, number of elements and norm-relative closeness."""
    assert isinstance(found, _torch.Tensor), f"{what}: not a tensor"
    assert found.dtype == wanted.dtype, f"{what}: {found.dtype}"
    assert found.numel() == wanted.numel(), f"{what}: shape {tuple(found.shape)}"
    rtol = rtol or (1e-4 if wanted.dtype == _torch.float32 else 1e-9)
    gap = (found.detach().reshape(-1) - wanted.reshape(-1)).norm()
    assert gap <= rtol * (wanted.norm() + 1e-3), f"{what}: off by {gap:.3g}"


def _filled(model, given):
    """Give a model of the notebook the problem's parameters."""
    with _torch.no_grad():
        model.weight.copy_(given["weight"])
        model.bias.copy_(given["bias"])
    return model


def _iris():
    """Return x, y, x_test, y_test of the course's recipe."""
    iris = _load_iris()
    x = _torch.tensor(iris.data[50:150, 1:3], dtype=_torch.float32)
    y = _torch.tensor(iris.target[50:150] - 1, dtype=_torch.float32)
    order = _torch.randperm(100, generator=_torch.Generator().manual_seed(123))
    x, y = x[order], y[order]
    train, test = order[:70], order[70:]
    x = (x - x[train].mean(0)) / x[train].std(0)
    return x[train], y[train], x[test], y[test]


def _expect_accuracies(model):
    """Assert the stated accuracies of a trained model."""
    x, y, x_test, y_test = _iris()
    for rows, labels, share in ((x, y, _ON_TRAIN), (x_test, y_test, _ON_TEST)):
        with _torch.no_grad():
            found = ((model.forward(rows) > 0.5) == (labels > 0.5)).double().mean().item()
        assert abs(found - share) < 1e-6, f"accuracy {found:.4f}, not {share:.4f}"


class _Model(_torch.nn.Module):
    """A linear neuron of ours, to judge a training loop on its own."""

    def __init__(self, given):
        super().__init__()
        self.weight = _torch.nn.Parameter(given["weight"].clone())
        self.bias = _torch.nn.Parameter(given["bias"].clone())

    def forward(self, x):
        return (x @ self.weight + self.bias).view(-1)


def _trained(given, epochs, rate, seed, size, loss):
    """Return the cost after each epoch, the weight and the bias of plain minibatch SGD."""
    model = _Model(given)
    stream, costs = _torch.Generator().manual_seed(seed), []
    for _ in range(epochs):
        for rows in _torch.randperm(len(given["y"]), generator=stream).split(size):
            value = _LOSSES[loss](model(given["x"][rows]), given["y"][rows])
            grads = _torch.autograd.grad(value, list(model.parameters()))
            with _torch.no_grad():
                for parameter, grad in zip(model.parameters(), grads, strict=True):
                    parameter -= rate * grad
        with _torch.no_grad():
            costs.append(float(_LOSSES[loss](model(given["x"]), given["y"])))
    return costs, model.weight.detach(), model.bias.detach()


class _Watch(_TorchDispatchMode):
    """Notes whether the autograd engine ran, backwards or forwards."""

    engine = False

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        name = func.overloadpacket.__name__
        if _torch._C._current_autograd_node() is not None or name in _FORWARD_MODE:
            self.engine = True
        return func(*args, **(kwargs or {}))


class _Scaled(_torch.autograd.Function):
    """The identity whose gradient is multiplied on the way back: only the engine sees it."""

    @staticmethod
    def forward(ctx, value, factor):
        ctx.factor = factor
        return value.clone()

    @staticmethod
    def backward(ctx, grad):
        return grad * ctx.factor, None
