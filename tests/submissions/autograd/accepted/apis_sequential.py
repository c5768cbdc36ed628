"""functional_call on a Sequential."""

# %% two_apis
def functional_forward(x, weight, bias):
    """Return relu of a linear layer, (n, H), for x (n, F), weight (H, F) and bias (H,)."""
    network = nn.Sequential(nn.Linear(weight.shape[1], weight.shape[0]), nn.ReLU())
    return torch.func.functional_call(network, {"0.weight": weight, "0.bias": bias}, (x,))
