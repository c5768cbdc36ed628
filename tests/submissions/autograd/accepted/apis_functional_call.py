"""torch.func.functional_call on the given network."""

# %% two_apis
def functional_forward(x, weight, bias):
    """Return relu of a linear layer, (n, H), for x (n, F), weight (H, F) and bias (H,)."""
    network = ReluLayer(weight.shape[1], weight.shape[0], device=x.device, dtype=x.dtype)
    parameters = {"linear.weight": weight, "linear.bias": bias}
    return torch.func.functional_call(network, parameters, (x,))
