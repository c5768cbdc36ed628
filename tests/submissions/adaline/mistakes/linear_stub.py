"""The stub of the model is left.

diagnosis: stub-left
fails: linear_model
"""

# %% linear_model
class Adaline3(torch.nn.Module):
    """A linear neuron made of one nn.Linear, starting at zero."""

    def __init__(self, num_features, device=None, dtype=None):
        super().__init__()
        raise NotImplementedError()

    def forward(self, x):
        """Return the outputs (n,) for the samples x (n, F)."""
        raise NotImplementedError()
