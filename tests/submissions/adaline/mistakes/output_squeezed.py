"""squeeze() takes the sample dimension too where there is one sample.

diagnosis: squeezed-away
fails: linear_model
"""

# %% linear_model
class Adaline3(torch.nn.Module):
    """A linear neuron made of one nn.Linear, starting at zero."""

    def __init__(self, num_features, device=None, dtype=None):
        super().__init__()
        self.linear = torch.nn.Linear(num_features, 1, device=device, dtype=dtype)
        torch.nn.init.zeros_(self.linear.weight)
        torch.nn.init.zeros_(self.linear.bias)

    def forward(self, x):
        """Return the outputs (n,) for the samples x (n, F)."""
        return self.linear(x).squeeze()
