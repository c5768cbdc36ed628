"""The task of this week: how your code is called, on which inputs, and what must hold."""

from autograder.kit import Form, Right, function


def problem(draw, n=7):
    """Return logits z (n, 4)."""
    return {"z": draw(n, 4)}


FORM = Form(
    "what `softmax` returns",
    {"the probabilities": [("n", "C")]},
    sizes=lambda given: {"n": len(given["z"]), "C": 4},
    like="z",
)
LARGE = Right(
    "large",
    "It is right for large logits, too",
    "for large logits the probabilities are not right",
    needs=["values"],
    diagnosis="softmax-unstable",
)
TASKS = {
    "first_task": function(
        "softmax",
        form=FORM,
        problem=problem,
        arguments=("z",),
        questions={"large": lambda draw: [{"z": 1000 * draw(7, 4)} for _ in range(2)]},
        points={"returns": 1, "values": 5, "gradients": 2, "large": 2},
        also=[LARGE],
    ),
}
