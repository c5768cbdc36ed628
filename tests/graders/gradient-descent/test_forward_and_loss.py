"""Task forward_and_loss: `forward(w, x)` and `mse_loss(y, y_pred)`, NumPy."""

from autograder.kit.hidden import Grader, beside

reference = beside(__file__, "reference")


def predictions(given):
    """Return w times x for each sample."""
    return given["w"] * given["x"]


grader = Grader(
    "forward_and_loss",
    truth={
        "forward_values": predictions, "forward_sizes": predictions,
        "loss_values": reference.loss, "loss_sizes": reference.loss,
    },
    wrong={"loss_values": reference.LOSSES},
)  # fmt: skip
