"""The task of this week: how your code is called, on which inputs, and what must hold."""

from autograder.kit import Modules

MODEL = Modules(
    "LinearModel",
    arguments=("F",),
    sizes=[{"F": 3}, {"F": 5}],
    layers=[("F", 1)],
    parameters={"weight": (1, "F"), "bias": (1,)},
    x=("n", "F"),
    output=("n",),
    points={"registers": 2, "layers": 2, "output_shape": 2, "output_values": 3, "precision": 1},
)
TASKS = {"first_task": MODEL.task()}
