"""The layer in a Sequential, with an identity and a Flatten."""

# %% linear_model
class Adaline3(torch.nn.Module):
    """A linear neuron made of one nn.Linear, starting at zero."""

    def __init__(self, num_features, device=None, dtype=None):
        super().__init__()
        self.net = torch.nn.Sequential(
            torch.nn.Linear(num_features, 1, device=device, dtype=dtype),
            torch.nn.Identity(),
            torch.nn.Flatten(0),
        )
        torch.nn.init.zeros_(self.net[0].weight)
        torch.nn.init.zeros_(self.net[0].bias)

    def forward(self, x):
        """Return the outputs (n,) for the samples x (n, F)."""
        return self.net(x)
