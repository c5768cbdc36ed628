"""Hidden tests of `train_backward`; `env` is the notebook's namespace."""

from benchmarks.hidden_tests.problems import (
    _FIRST_COST,
    _LAST_COST,
    _LOSSES,
    _downhill,
    _expect_accuracies,
    _iris,
    _Model,
    _near,
    _problem,
    _Scaled,
    _torch,
    _trained,
)

_RATE = 0.03


def _by_loop(env, given, epochs=1, size=7, seed=5, loss_fn=_LOSSES["mse"]):
    model = _Model(given)
    x, y = given["x"].clone(), given["y"].clone()
    costs = env["train_backward"](
        model,
        x,
        y,
        epochs,
        learning_rate=_RATE,
        seed=seed,
        minibatch_size=size,
        loss_fn=loss_fn,
    )
    assert _torch.equal(x, given["x"])
    assert _torch.equal(y, given["y"])
    return model, costs


def _one_batch(n=7):
    """Return a problem whose labels are equal, so that the order of rows plays no part."""
    given = _problem(n)
    given["y"] = given["y"][:1].repeat(n)
    return given


def test_one_cost_for_each_epoch(env):
    _, costs = _by_loop(env, _one_batch(), epochs=3)
    assert len(costs) == 3
    assert not any(getattr(cost, "requires_grad", False) for cost in costs)


def test_one_step(env):
    for _ in range(3):
        given = _one_batch()
        model, _ = _by_loop(env, given)
        for parameter, name, right in zip(
            (model.weight, model.bias), ("weight", "bias"), _downhill(given), strict=True
        ):
            _near((parameter.detach() - given[name]) / _RATE, right, name, rtol=1e-3)


def test_any_loss(env):
    given = _one_batch()
    moves = []
    for factor in (1.0, -1.5):

        def loss(yhat, y, factor=factor):
            return _Scaled.apply(_LOSSES["log_cosh"](yhat, y), factor)

        model, _ = _by_loop(env, given, loss_fn=loss)
        moves.append((model.weight.detach() - given["weight"]).view(-1))
    assert _torch.cosine_similarity(*moves, dim=0) < -0.999


def test_loss_history(env):
    for seed in (3, 4, 5):
        given = _problem(23)
        _, costs = _by_loop(env, given, epochs=3, size=5, seed=seed)
        wanted, *_ = _trained(given, 3, _RATE, seed, 5, "mse")
        for cost, right in zip(costs, wanted, strict=True):
            assert abs(float(cost) - right) <= 5e-5 * (1 + right), f"{float(cost)}, not {right}"


def test_double_precision_and_the_same_leaves(env):
    given = _problem(23, _torch.float64)
    model = _Model(given)
    before = list(model.parameters())
    env["train_backward"](
        model,
        given["x"],
        given["y"],
        3,
        learning_rate=_RATE,
        seed=9,
        minibatch_size=5,
        loss_fn=_LOSSES["log_cosh"],
    )
    after = list(model.parameters())
    assert all(a is b and a.is_leaf for a, b in zip(after, before, strict=True))
    _, weight, bias = _trained(given, 3, _RATE, 9, 5, "log_cosh")
    _near(model.weight, weight, "weight")
    _near(model.bias, bias, "bias")


def test_stated_history_and_accuracies(env):
    x, y, *_ = _iris()
    model = _Model({"weight": _torch.zeros(2, 1), "bias": _torch.zeros(1)})
    costs = env["train_backward"](model, x, y, 20)
    assert abs(float(costs[0]) - _FIRST_COST) < 5e-5
    assert abs(float(costs[-1]) - _LAST_COST) < 5e-5
    _expect_accuracies(model)
