"""einsum."""

# %% two_apis
def functional_forward(x, weight, bias):
    """Return relu of a linear layer, (n, H), for x (n, F), weight (H, F) and bias (H,)."""
    return torch.relu(torch.einsum("nf,hf->nh", x, weight) + bias)
