"""The task of this week: how your code is called, on which inputs, and what must hold."""

from autograder.kit import Form, gradient_by_hand


def problem(draw, n=7):
    """Return weights w (3,), inputs x (n, 3) and targets y (n,)."""
    return {"w": draw(3), "x": draw(n, 3), "y": draw(n)}


FORM = Form(
    "what `gradient` returns",
    {"the gradient": [("F",)]},
    sizes=lambda given: {"n": len(given["y"]), "F": 3},
)
TASKS = {
    "first_task": gradient_by_hand(
        "gradient",
        form=FORM,
        problem=problem,
        arguments=("w", "x", "y"),
        far=("w", "y"),
        nudged="x",
        points={"returns": 1, "by_arithmetic": 3, "values": 6},
    ),
}
