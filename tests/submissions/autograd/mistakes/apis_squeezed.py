"""Sizes of 1 are squeezed away.

diagnosis: squeezed-away
fails: two_apis
"""

# %% two_apis
def functional_forward(x, weight, bias):
    """Return relu of a linear layer, (n, H), for x (n, F), weight (H, F) and bias (H,)."""
    return F.relu(F.linear(x, weight, bias)).squeeze()
