"""Zeros as new Parameters of the layer; moved by to()."""

# %% linear_model
class Adaline3(torch.nn.Module):
    """A linear neuron made of one nn.Linear, starting at zero."""

    def __init__(self, num_features, device=None, dtype=None):
        super().__init__()
        self.linear = torch.nn.Linear(num_features, 1)
        self.linear.weight = torch.nn.Parameter(torch.zeros(1, num_features))
        self.linear.bias = torch.nn.Parameter(torch.zeros(1))
        self.to(device=device, dtype=dtype)

    def forward(self, x):
        """Return the outputs (n,) for the samples x (n, F)."""
        return self.linear(x).T[0]
