"""Trainers of the kit's own models, running.Layers: affine maps with an activation between them."""

from collections.abc import Callable
from typing import Any

import torch

from autograder.kit.asking import Problem
from autograder.kit.hidden.descent import Parameters
from autograder.kit.hidden.training import Trainer


def layered(
    activation: Callable[[torch.Tensor], torch.Tensor] = torch.tanh, **parts: Any
) -> Trainer:
    """Return the trainer of Layers of a problem's `layers`; `parts` are others of a Trainer."""

    def start(given: Problem) -> list[torch.Tensor]:
        return [tensor for layer in given["layers"] for tensor in layer]

    def predict(given: Problem, parameters: Parameters, x: torch.Tensor) -> torch.Tensor:
        rest = list(parameters)
        for place, layer in enumerate(given["layers"]):
            x = (activation(x) if place else x) @ rest.pop(0).T
            x = x + rest.pop(0) if len(layer) == 2 else x
        return x

    return Trainer(start=start, predict=predict, **parts)
