"""What students write instead: (id of autograder.diagnoses, a function with exactly that mistake).

A wrong answer that behaves as exactly one of these on fresh random problems is diagnosed by its id.
"""


def summed(given):
    """Sum over the samples, where the loss is a mean."""
    return (2 * (given["w"] * given["x"] - given["y"]) * given["x"]).sum()


def half(given):
    """Take u for the derivative of u²."""
    return summed(given) / (2 * len(given["x"]))


GRADIENTS = [("gradient-summed", summed), ("gradient-half", half)]
