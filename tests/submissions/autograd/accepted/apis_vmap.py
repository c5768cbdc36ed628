"""vmap over the samples."""

# %% two_apis
def functional_forward(x, weight, bias):
    """Return relu of a linear layer, (n, H), for x (n, F), weight (H, F) and bias (H,)."""
    return torch.func.vmap(lambda sample: F.relu(F.linear(sample, weight, bias)))(x)
