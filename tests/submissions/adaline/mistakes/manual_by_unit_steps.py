"""Differences of two losses with a step of 1: exact for a parabola, and measured.

diagnosis: none
fails: manual_gradient
"""

# %% manual_gradient
class Adaline1:
    """A linear neuron whose gradient is written by hand."""

    def __init__(self, num_features, device=None, dtype=None):
        self.weight = torch.zeros(num_features, 1, device=device, dtype=dtype)
        self.bias = torch.zeros(1, device=device, dtype=dtype)

    def forward(self, x):
        """Return the outputs (n,) for the samples x (n, F)."""
        return (x @ self.weight + self.bias).view(-1)

    def backward(self, x, yhat, y):
        """Return the negative gradients of the mean squared error: (F, 1) and (1,)."""
        def slope(step):
            up, down = (F.mse_loss(yhat.double() + s * step, y.double()) for s in (1, -1))
            return ((down - up) / 2).to(x.dtype)

        grads = torch.stack([slope(column) for column in x.T]).view(-1, 1)
        return grads, slope(torch.ones_like(yhat)).view(1)
