"""What students write instead: implementations with one mistake each. Never enters the worker.

A wrong answer that behaves as exactly one of these on fresh random problems is diagnosed by its id.
Each list holds (id, implementation); an id stands there once for each form of the mistake.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeAlias

import torch

Problem: TypeAlias = dict[str, Any]
Number: TypeAlias = Callable[[Problem], float]
Triple: TypeAlias = tuple[float, float, float]


def _z(given: Problem) -> float:
    return float(given["w"] * given["x"] + given["b"])


def _on(given: Problem) -> float:
    return 1.0 if _z(given) > 0 else 0.0


def _gated(given: Problem, a: float, gate: float) -> Triple:
    on = 1.0 if gate > 0 else 0.0
    return a, on * given["x"], on


def _without_b(given: Problem) -> Triple:
    u = given["w"] * given["x"]
    return _gated(given, max(u, 0.0), u)


def _gated_by_u(given: Problem) -> Triple:
    return _gated(given, max(_z(given), 0.0), given["w"] * given["x"])


def _relu_before_b(given: Problem) -> Triple:
    a, by_w, _ = _without_b(given)
    return a + given["b"], by_w, 1.0


# What makes several of the three numbers wrong at once.
TRIPLES: list[tuple[str, Callable[[Problem], Triple]]] = [
    ("bias-missing", _without_b),
    ("relu-misplaced", _gated_by_u),
    ("relu-misplaced", _relu_before_b),
    ("relu-misplaced", lambda p: (_z(p), p["x"], 1.0)),
]

# The points of `reference.points` tell these apart.
ACTIVATION: list[tuple[str, Number]] = [
    ("relu-misplaced", _z),
    ("relu-misplaced", lambda p: max(p["w"] * p["x"], 0.0) + p["b"]),
]
BY_WEIGHT: list[tuple[str, Number]] = [
    ("relu-slope", lambda p: p["x"]),
    ("relu-slope", lambda p: p["x"] * max(_z(p), 0.0)),
    ("relu-slope", lambda p: p["x"] * _z(p)),
    ("gradient-no-input", _on),
    ("gradient-no-input", lambda _: 1.0),
    ("wrong-variable", lambda p: p["w"] * _on(p)),
    ("gradient-sign", lambda p: -p["x"] * _on(p)),
]
BY_BIAS: list[tuple[str, Number]] = [
    ("relu-slope", lambda _: 1.0),
    ("relu-slope", lambda p: max(_z(p), 0.0)),
    ("relu-slope", _z),
    ("wrong-variable", lambda p: p["x"] * _on(p)),
    ("wrong-variable", lambda p: p["w"] * _on(p)),
    ("wrong-variable", lambda p: p["b"] * _on(p)),
    ("wrong-variable", lambda p: p["b"]),
    ("wrong-variable", lambda _: 0.0),
    ("gradient-sign", lambda p: -_on(p)),
]


def accumulations(
    gradient: Callable[[Problem], torch.Tensor],
) -> list[tuple[str, Callable[[Problem], list[torch.Tensor]]]]:
    """Return the hypotheses about the list of gradients, given the gradient of one backward."""

    def times(given: Problem, count: Callable[[int, int], float]) -> list[torch.Tensor]:
        grad, k = gradient(given), given["k"]
        return [count(place, k) * grad for place in range(1, k + 1)]

    forms: list[tuple[str, Callable[[int, int], float]]] = [
        ("aliased-gradients", lambda _, k: k),
        ("gradients-cleared", lambda *_: 1),
        ("gradients-cleared", lambda *_: 0),
        ("backward-twice", lambda place, _: 2 * place),
        ("summed-again", lambda place, _: place * (place + 1) / 2),
    ]
    return [(name, partial(times, count=count)) for name, count in forms]


def _linear(p: Problem, x: torch.Tensor) -> torch.Tensor:
    return x @ p["weight"].T + p["bias"]


FORWARDS: list[tuple[str, Callable[[Problem], torch.Tensor]]] = [
    ("relu-misplaced", lambda p: _linear(p, p["x"])),
    ("relu-misplaced", lambda p: _linear(p, p["x"].clamp(min=0))),
    ("relu-misplaced", lambda p: _linear(p, p["x"].clamp(min=0)).clamp(min=0)),
    ("relu-misplaced", lambda p: (p["x"] @ p["weight"].T).clamp(min=0) + p["bias"]),
    ("bias-missing", lambda p: (p["x"] @ p["weight"].T).clamp(min=0)),
]
