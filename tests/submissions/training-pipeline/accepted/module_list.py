"""An nn.ModuleList."""

# %% linear_module
class LinearRegression(nn.Module):
    """A linear model: one nn.Linear from input_dim features to output_dim outputs."""

    def __init__(self, input_dim, output_dim, device=None, dtype=None):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(input_dim, output_dim, True, device, dtype)])

    def forward(self, x):
        """Return the outputs (n, output_dim) for the samples x (n, input_dim)."""
        for layer in self.layers:
            x = layer(x)
        return x
