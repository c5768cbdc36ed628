"""The stub of the fifth task is left.

diagnosis: stub-left
fails: two_apis
"""

# %% two_apis
def functional_forward(x, weight, bias):
    """Return relu of a linear layer, (n, H), for x (n, F), weight (H, F) and bias (H,)."""
    raise NotImplementedError()
