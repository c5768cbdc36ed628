"""Hidden tests of `negative_gradients`; `env` is the notebook's namespace."""

from benchmarks.hidden_tests.problems import (
    _LOSSES,
    _downhill,
    _filled,
    _near,
    _problem,
    _Scaled,
    _torch,
)


def _by_grad(env, given, loss="mse", factor=1.0):
    model = _filled(env["Adaline2"](3, dtype=given["x"].dtype), given)
    value = _Scaled.apply(_LOSSES[loss](model.forward(given["x"]), given["y"]), factor)
    return model, env["negative_gradients"](model, value)


def test_pair_of_the_right_shapes(env):
    _, (weight, bias) = _by_grad(env, _problem())
    assert tuple(weight.shape) == (3, 1)
    assert tuple(bias.shape) in ((1,), ())


def test_squared_error(env):
    for n in (7, 7, 5):
        given = _problem(n)
        for part, right in zip(_by_grad(env, given)[1], _downhill(given), strict=True):
            _near(part, right, "gradient")


def test_any_loss(env):
    for loss, factor in (("mse", 2.5), ("quartic", 3.0), ("log_cosh", 4.5)):
        given = _problem()
        found = _by_grad(env, given, loss, factor)[1]
        for part, right in zip(found, _downhill(given, loss, factor), strict=True):
            _near(part, right, loss)


def test_only_asks(env):
    given = _problem()
    model, found = _by_grad(env, given)
    assert not any(part.requires_grad for part in found)
    assert model.weight.grad is None
    assert _torch.equal(model.weight.detach(), given["weight"])


def test_double_precision(env):
    given = _problem(dtype=_torch.float64)
    for part, right in zip(_by_grad(env, given)[1], _downhill(given), strict=True):
        _near(part, right, "gradient")
