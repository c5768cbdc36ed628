"""Hidden tests of `Adaline1.backward`; `env` is the notebook's namespace."""

from benchmarks.hidden_tests.problems import (
    _downhill,
    _expect_accuracies,
    _filled,
    _iris,
    _near,
    _problem,
    _torch,
    _Watch,
)


def _by_hand(env, given):
    model = _filled(env["Adaline1"](3, dtype=given["x"].dtype), given)
    return model.backward(given["x"], given["yhat"], given["y"])


def test_pair_of_the_right_shapes(env):
    weight, bias = _by_hand(env, _problem())
    assert tuple(weight.shape) == (3, 1)
    assert tuple(bias.shape) in ((1,), ())
    assert not _torch.equal(weight, _by_hand(env, _problem())[0])


def test_arithmetic_alone(env):
    with _Watch() as watch:
        _by_hand(env, _problem())
    assert not watch.engine


def test_gradients(env):
    for n in (7, 7, 5):
        given = _problem(n)
        found, wanted = _by_hand(env, given), _downhill(given)
        for part, right, name in zip(found, wanted, ("weight", "bias"), strict=True):
            _near(part, right, name)


def test_given_predictions_in_double_precision(env):
    for _ in range(2):
        given = _problem(dtype=_torch.float64)
        given["yhat"] = _torch.randn_like(given["yhat"])
        for part, right in zip(_by_hand(env, given), _downhill(given), strict=True):
            _near(part, right, "gradient")


def test_changes_nothing(env):
    given = _problem()
    model = _filled(env["Adaline1"](3), given)
    mine = {name: given[name].clone() for name in ("x", "yhat", "y")}
    model.backward(mine["x"], mine["yhat"], mine["y"])
    assert all(_torch.equal(mine[name], given[name]) for name in mine)
    assert _torch.equal(model.weight, given["weight"])


def test_stated_accuracies(env):
    x, y, *_ = _iris()
    model = env["Adaline1"](2)
    # The notebook's own loop stands below the check cell that this runs in.
    stream = _torch.Generator().manual_seed(123)
    for _ in range(20):
        for rows in _torch.randperm(len(y), generator=stream).split(10):
            weight, bias = model.backward(x[rows], model.forward(x[rows]), y[rows])
            model.weight.add_(weight, alpha=0.01)
            model.bias.add_(bias, alpha=0.01)
    _expect_accuracies(model)
