"""The layer stands in a plain list.

diagnosis: unregistered-parameter
fails: linear_model
"""

# %% linear_model
class Adaline3(torch.nn.Module):
    """A linear neuron made of one nn.Linear, starting at zero."""

    def __init__(self, num_features, device=None, dtype=None):
        super().__init__()
        self.layers = [torch.nn.Linear(num_features, 1, device=device, dtype=dtype)]
        torch.nn.init.zeros_(self.layers[0].weight)
        torch.nn.init.zeros_(self.layers[0].bias)

    def forward(self, x):
        """Return the outputs (n,) for the samples x (n, F)."""
        return self.layers[0](x).view(-1)
