"""A new random layer, the weight is not used.

diagnosis: none
fails: two_apis
"""

# %% two_apis
def functional_forward(x, weight, bias):
    """Return relu of a linear layer, (n, H), for x (n, F), weight (H, F) and bias (H,)."""
    return F.relu(nn.Linear(x.shape[1], weight.shape[0], dtype=x.dtype)(x))
