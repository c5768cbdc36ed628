"""x is changed in place.

diagnosis: none
fails: two_apis
"""

# %% two_apis
def functional_forward(x, weight, bias):
    """Return relu of a linear layer, (n, H), for x (n, F), weight (H, F) and bias (H,)."""
    with torch.no_grad():
        result = F.linear(x, weight, bias)
        x += 0.0 * x + 1e-3
    return F.relu(F.linear(x - 1e-3, weight, bias))
