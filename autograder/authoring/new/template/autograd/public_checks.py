"""The task of this week: how your code is called, on which inputs, and what must hold."""

from autograder.kit import Form, gradient_by_autograd, scaled


def problem(draw, n=7):
    """Return weights w (3,), inputs x (n, 3), targets y (n,), and a loss."""
    return {"w": draw(3), "x": draw(n, 3), "y": draw(n), "loss": "mse", "factor": 1.0}


def call(notebook, given, told):
    """Call `gradient` with the problem's loss, whose slope may carry a factor."""
    return notebook.gradient(scaled(given, told), given["w"], given["x"], given["y"])


FORM = Form(
    "what `gradient` returns",
    {"the gradient": [("F",)]},
    sizes=lambda given: {"n": len(given["y"]), "F": 3},
    from_grad=True,
)
TASKS = {
    "first_task": gradient_by_autograd(
        "gradient",
        form=FORM,
        problem=problem,
        call=call,
        points={"returns": 1, "values": 4, "any_loss": 4, "no_graph": 1},
    ),
}
