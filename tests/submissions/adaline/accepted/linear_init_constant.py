"""Zeroed by nn.init.constant_; reshape."""

# %% linear_model
class Adaline3(torch.nn.Module):
    """A linear neuron made of one nn.Linear, starting at zero."""

    def __init__(self, num_features, device=None, dtype=None):
        super().__init__()
        self.layer = torch.nn.Linear(num_features, 1, device=device, dtype=dtype)
        for parameter in self.parameters():
            torch.nn.init.constant_(parameter, 0.0)

    def forward(self, x):
        """Return the outputs (n,) for the samples x (n, F)."""
        return self.layer(x).reshape(len(x))
