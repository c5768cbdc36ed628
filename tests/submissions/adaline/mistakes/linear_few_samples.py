"""A buffer of 64 outputs: right for a minibatch, not for the whole training set.

diagnosis: none
fails: linear_model
"""

# %% linear_model
class Adaline3(torch.nn.Module):
    """A linear neuron that is a single nn.Linear layer."""

    def __init__(self, num_features, device=None, dtype=None):
        super().__init__()
        self.linear = torch.nn.Linear(num_features, 1, device=device, dtype=dtype)
        torch.nn.init.zeros_(self.linear.weight)
        torch.nn.init.zeros_(self.linear.bias)

    def forward(self, x):
        """Return the outputs (n,) for the samples x (n, F)."""
        outputs = x.new_zeros(64)
        outputs[: len(x)] = self.linear(x).view(-1)
        return outputs[: len(x)]
