"""The factory keywords in a dict; sizes kept as attributes."""

# %% linear_module
class LinearRegression(nn.Module):
    """A linear model: one nn.Linear from input_dim features to output_dim outputs."""

    def __init__(self, input_dim, output_dim, device=None, dtype=None):
        super().__init__()
        factory = {"device": device, "dtype": dtype}
        self.input_dim, self.output_dim = input_dim, output_dim
        self.linear = nn.Linear(in_features=input_dim, out_features=output_dim, bias=True, **factory)

    def forward(self, x):
        """Return the outputs (n, output_dim) for the samples x (n, input_dim)."""
        out = self.linear(x)
        return out
