"""Everything under no_grad.

diagnosis: graph-cut
fails: two_apis
"""

# %% two_apis
def functional_forward(x, weight, bias):
    """Return relu of a linear layer, (n, H), for x (n, F), weight (H, F) and bias (H,)."""
    with torch.no_grad():
        return F.relu(F.linear(x, weight, bias))
