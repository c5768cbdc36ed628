"""F.linear and the module nn.ReLU."""

# %% two_apis
def functional_forward(x, weight, bias):
    """Return relu of a linear layer, (n, H), for x (n, F), weight (H, F) and bias (H,)."""
    relu = nn.ReLU()
    return relu(F.linear(x, weight, bias))
