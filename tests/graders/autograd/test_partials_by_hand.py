"""Task partials_by_hand: `relu_partials(x, w, b)`, the chain rule by hand."""

from autograder.kit.hidden import Grader, beside

reference = beside(__file__, "reference")
grader = Grader(
    "partials_by_hand",
    truth=reference.relu_partials,
    wrong={"": reference.PARTIALS, "corner": (), "beside": ()},
    rtol=1e-4,  # students may work in single precision, whatever floats they are given
)
