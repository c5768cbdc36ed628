"""Zeroed under no_grad, another attribute name, flatten."""

# %% linear_model
class Adaline3(torch.nn.Module):
    """A linear neuron made of one nn.Linear, starting at zero."""

    def __init__(self, num_features, device=None, dtype=None):
        super().__init__()
        self.fc = torch.nn.Linear(num_features, 1, device=device, dtype=dtype)
        with torch.no_grad():
            self.fc.weight.fill_(0.0)
            self.fc.bias.fill_(0.0)

    def forward(self, x):
        """Return the outputs (n,) for the samples x (n, F)."""
        return torch.flatten(self.fc(x))
