"""forward returns nothing.

diagnosis: no-return
fails: linear_module
"""

# %% linear_module
class LinearRegression(nn.Module):
    """A linear model: one nn.Linear from input_dim features to output_dim outputs."""

    def __init__(self, input_dim, output_dim, device=None, dtype=None):
        super().__init__()
        self.linear = nn.Linear(input_dim, output_dim, device=device, dtype=dtype)

    def forward(self, x):
        """Return the outputs (n, output_dim) for the samples x (n, input_dim)."""
        self.linear(x)
