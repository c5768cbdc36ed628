"""A matrix product without the transpose.

diagnosis: weight-transposed
fails: two_apis
"""

# %% two_apis
def functional_forward(x, weight, bias):
    """Return relu of a linear layer, (n, H), for x (n, F), weight (H, F) and bias (H,)."""
    return F.relu(x @ weight + bias)
