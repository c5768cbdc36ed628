"""Step by step, relu in place."""

# %% two_apis
def functional_forward(x, weight, bias):
    """Return relu of a linear layer, (n, H), for x (n, F), weight (H, F) and bias (H,)."""
    z = F.linear(x, weight, bias)
    F.relu(z, inplace=True)
    return z
