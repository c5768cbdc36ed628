"""The layer of the notebook, whatever is handed in.

diagnosis: none
fails: two_apis
"""

# %% two_apis
def functional_forward(x, weight, bias):
    """Return relu of a linear layer, (n, H), for x (n, F), weight (H, F) and bias (H,)."""
    return layer.to(x)(x)
