"""Task manual_gradient: `gradient(x, y, y_pred)`, derived by hand.

The predictions are any numbers, so that nothing but x, y and y_pred can be the way to the answer.
"""

from autograder.kit.hidden import Grader, beside

reference = beside(__file__, "reference")

grader = Grader("manual_gradient", truth=reference.slope, wrong=reference.GRADIENTS)
