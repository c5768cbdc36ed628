"""The zeroed weights no longer require a gradient.

diagnosis: graph-cut
fails: linear_model
"""

# %% linear_model
class Adaline3(torch.nn.Module):
    """A linear neuron made of one nn.Linear, starting at zero."""

    def __init__(self, num_features, device=None, dtype=None):
        super().__init__()
        self.linear = torch.nn.Linear(num_features, 1, device=device, dtype=dtype)
        self.linear.weight.requires_grad_(False).zero_()
        self.linear.bias.requires_grad_(False).zero_()

    def forward(self, x):
        """Return the outputs (n,) for the samples x (n, F)."""
        return self.linear(x).view(-1)
