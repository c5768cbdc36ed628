"""A new layer in each forward pass.

diagnosis: unregistered-parameter
fails: linear_module
"""

# %% linear_module
class LinearRegression(nn.Module):
    """A linear model: one nn.Linear from input_dim features to output_dim outputs."""

    def __init__(self, input_dim, output_dim, device=None, dtype=None):
        super().__init__()
        self.sizes = input_dim, output_dim

    def forward(self, x):
        """Return the outputs (n, output_dim) for the samples x (n, input_dim)."""
        return nn.Linear(*self.sizes, device=x.device, dtype=x.dtype)(x)
