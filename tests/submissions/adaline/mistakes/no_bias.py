"""A layer without a bias.

diagnosis: bias-missing
fails: linear_model
"""

# %% linear_model
class Adaline3(torch.nn.Module):
    """A linear neuron made of one nn.Linear, starting at zero."""

    def __init__(self, num_features, device=None, dtype=None):
        super().__init__()
        self.linear = torch.nn.Linear(num_features, 1, bias=False, device=device, dtype=dtype)
        torch.nn.init.zeros_(self.linear.weight)

    def forward(self, x):
        """Return the outputs (n,) for the samples x (n, F)."""
        return self.linear(x).view(-1)
