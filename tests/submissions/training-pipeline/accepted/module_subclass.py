"""A subclass of nn.Linear."""
# %% linear_module
class LinearRegression(nn.Linear):
    """A linear model: one nn.Linear from input_dim features to output_dim outputs."""

    def __init__(self, input_dim, output_dim, device=None, dtype=None):
        super().__init__(input_dim, output_dim, device=device, dtype=dtype)
