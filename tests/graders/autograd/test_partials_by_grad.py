"""Task partials_by_grad: `relu_partials_autograd(x, w, b)` by `torch.autograd.grad`."""

from autograder.kit.hidden import Grader, beside

reference = beside(__file__, "reference")
grader = Grader(
    "partials_by_grad",
    truth=reference.relu_partials,
    wrong={"": reference.PARTIALS, "corner": ()},
    rtol=1e-4,  # students may work in single precision, whatever floats they are given
)
