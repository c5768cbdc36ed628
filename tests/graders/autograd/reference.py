"""What is right in week 3, and what students write instead. Never enters the worker.

Written apart from the solution notebook, so that one mistake cannot hide in both.
"""

from itertools import product

import torch

from autograder.kit import LOSSES

# --- a = relu(w*x + b) and its partial derivatives


def net_input(given):
    """Return w*x + b."""
    return given["w"] * given["x"] + given["b"]


def relu_partials(given):
    """Return a = relu(w*x + b) and its partial derivatives by w and by b."""
    return gated(given, max(net_input(given), 0.0), net_input(given))


def gated(given, a, gate):
    """Return a, and the derivatives of a neuron that `gate` > 0 switches on."""
    on = 1.0 if gate > 0 else 0.0
    return a, on * given["x"], on


def with_parts(**parts):
    """Return the right three numbers with some of them in another way."""
    places = {"a": 0, "da_dw": 1, "da_db": 2}

    def answer(given):
        numbers = list(relu_partials(given))
        for name, part in parts.items():
            numbers[places[name]] = part(given)
        return tuple(numbers)

    return answer


def _on(given):
    return relu_partials(given)[2]


def _a(given):
    return relu_partials(given)[0]


def _u(given):
    return given["w"] * given["x"]


BY_WEIGHT = [
    ("relu-slope", lambda p: p["x"]),
    ("relu-slope", lambda p: p["x"] * _a(p)),
    ("relu-slope", lambda p: p["x"] * net_input(p)),
    ("gradient-no-input", _on),
    ("gradient-no-input", lambda _: 1.0),
    ("wrong-variable", lambda p: p["w"] * _on(p)),
    ("gradient-sign", lambda p: -p["x"] * _on(p)),
]
BY_BIAS = [
    ("relu-slope", lambda _: 1.0),
    ("relu-slope", _a),
    ("relu-slope", net_input),
    *(("wrong-variable", lambda p, name=name: p[name] * _on(p)) for name in ("x", "w", "b")),
    ("wrong-variable", lambda p: p["b"]),
    ("wrong-variable", lambda _: 0.0),
    ("gradient-sign", lambda p: -_on(p)),
]
PARTIALS = [
    # What makes several of the three numbers wrong at once.
    ("bias-missing", lambda p: gated(p, max(_u(p), 0.0), _u(p))),
    ("relu-misplaced", lambda p: gated(p, _a(p), _u(p))),
    ("relu-misplaced", lambda p: (max(_u(p), 0.0) + p["b"], gated(p, 0.0, _u(p))[1], 1.0)),
    ("relu-misplaced", lambda p: (net_input(p), p["x"], 1.0)),
    ("relu-misplaced", with_parts(a=net_input)),
    ("relu-misplaced", with_parts(a=lambda p: max(_u(p), 0.0) + p["b"])),
    *((name, with_parts(da_dw=wrong)) for name, wrong in BY_WEIGHT),
    *((name, with_parts(da_db=wrong)) for name, wrong in BY_BIAS),
    *((name, with_parts(da_dw=one, da_db=other))
      for (name, one), (same, other) in product(BY_WEIGHT, BY_BIAS) if name == same),
]  # fmt: skip

# --- what backward() adds up


def accumulated(given, held=lambda place, _: place):
    """Return what w.grad holds after each of the k backwards: `held(place, k)` gradients."""
    w = given["w"].clone().requires_grad_()
    (grad,) = torch.autograd.grad(LOSSES[given["loss"]](w, given["target"]), w)
    return tuple(held(place, given["k"]) * grad for place in range(1, given["k"] + 1))


ACCUMULATED = [
    (name, lambda given, held=held: accumulated(given, held))
    for name, held in (
        ("aliased-gradients", lambda _, k: k),
        ("gradients-cleared", lambda *_: 1),
        ("gradients-cleared", lambda *_: 0),
        ("backward-twice", lambda place, _: 2 * place),
        ("summed-again", lambda place, _: place * (place + 1) / 2),
    )
]

# --- a linear layer and relu


def forward(given):
    """Return the output (n, h) of the layer and relu, for the problem's x, weight and bias."""
    return (given["x"] @ given["weight"].T + given["bias"]).clamp(min=0)


def _linear(given):
    return given["x"] @ given["weight"].T + given["bias"]


def _relu_first(given):
    return {**given, "x": given["x"].clamp(min=0)}


FORWARDS = [
    ("relu-misplaced", _linear),
    ("relu-misplaced", lambda p: _linear(_relu_first(p))),
    ("relu-misplaced", lambda p: forward(_relu_first(p))),
    ("relu-misplaced", lambda p: (p["x"] @ p["weight"].T).clamp(min=0) + p["bias"]),
    ("bias-missing", lambda p: (p["x"] @ p["weight"].T).clamp(min=0)),
]
