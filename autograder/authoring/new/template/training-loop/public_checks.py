"""The task of this week: how your code is called, on which inputs, and what must hold."""

from autograder.kit import Layers, training_loop


def problem(draw, n=7):
    """Return x (n, 3), y (n, 1), a linear layer's weight and bias, and settings of a training."""
    data = {"x": draw(n, 3), "y": draw(n, 1), "layer": [draw(1, 3), draw(1)]}
    return {**data, "learning_rate": draw.between(0.02, 0.05), "n_iters": 3}


def call(notebook, given):
    """Call `train` on the problem's model."""
    return notebook.train(given["model"], given["x"], given["y"], **given["settings"])


TASKS = {
    "first_task": training_loop(
        "train",
        problem=problem,
        call=call,
        model=lambda given: Layers([given["layer"]]),
        settings=("learning_rate", "n_iters"),
        points={"returns": 1, "one_step": 4, "further_steps": 3, "losses": 2},
    ),
}
