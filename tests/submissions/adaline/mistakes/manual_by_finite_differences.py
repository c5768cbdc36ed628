"""Nudges the parameters instead of deriving.

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
        grads = []
        for parameter in (self.weight, self.bias):
            grad = torch.zeros_like(parameter)
            for i in range(parameter.numel()):
                element = parameter.view(-1)[i : i + 1]
                before = element.clone()
                element.copy_(before + 1e-3)
                above = F.mse_loss(self.forward(x), y)
                element.copy_(before - 1e-3)
                below = F.mse_loss(self.forward(x), y)
                element.copy_(before)
                grad.view(-1)[i] = (above - below) / 2e-3
            grads.append(-grad)
        return tuple(grads)
