"""Plain tensors instead of a layer.

diagnosis: unregistered-parameter
fails: linear_model
"""

# %% linear_model
class Adaline3(torch.nn.Module):
    """A linear neuron made of one nn.Linear, starting at zero."""

    def __init__(self, num_features, device=None, dtype=None):
        super().__init__()
        self.weight = torch.zeros(num_features, 1, device=device, dtype=dtype, requires_grad=True)
        self.bias = torch.zeros(1, device=device, dtype=dtype, requires_grad=True)

    def forward(self, x):
        """Return the outputs (n,) for the samples x (n, F)."""
        return (x @ self.weight + self.bias).view(-1)
