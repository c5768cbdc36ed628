"""Hidden tests of `Adaline3`; `env` is the notebook's namespace."""

from benchmarks.hidden_tests.problems import (
    _LOSSES,
    _downhill,
    _expect_accuracies,
    _iris,
    _near,
    _problem,
    _torch,
)


def _built(env, given):
    model = env["Adaline3"](given["x"].shape[1], dtype=given["x"].dtype)
    with _torch.no_grad():
        for parameter in model.parameters():
            name = "weight" if parameter.dim() == 2 else "bias"
            parameter.copy_(given[name].view_as(parameter))
    return model


def test_one_registered_layer(env):
    model = env["Adaline3"](3)
    assert isinstance(model, _torch.nn.Module)
    layers = [layer for layer in model.modules() if isinstance(layer, _torch.nn.Linear)]
    assert [(layer.in_features, layer.out_features) for layer in layers] == [(3, 1)]
    assert sorted(tuple(p.shape) for p in model.parameters()) == [(1,), (1, 3)]
    assert all(p.is_leaf and p.requires_grad for p in model.parameters())


def test_starts_at_zero(env):
    assert not any(bool(p.any()) for p in env["Adaline3"](3).parameters())


def test_output_shape(env):
    for n in (7, 1):
        assert tuple(_built(env, _problem(n))(_problem(n)["x"]).shape) == (n,)


def test_values_and_gradients(env):
    for dtype in (_torch.float32, _torch.float64):
        given = _problem(dtype=dtype)
        model = _built(env, given)
        output = model(given["x"])
        _near(output, given["yhat"], "output")
        _LOSSES["mse"](output, given["y"]).backward()
        grads = sorted((p.grad for p in model.parameters()), key=lambda grad: -grad.numel())
        for grad, right in zip(grads, _downhill(given), strict=True):
            _near(-grad, right, "gradient")


def test_stated_accuracies(env):
    x, y, *_ = _iris()
    model = env["Adaline3"](2)
    for _ in range(14):
        model.zero_grad()
        _LOSSES["mse"](model(x), y).backward()
        with _torch.no_grad():
            for parameter in model.parameters():
                parameter -= 0.1 * parameter.grad
    _expect_accuracies(model)
