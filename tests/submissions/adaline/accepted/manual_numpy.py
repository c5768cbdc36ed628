"""Worked out in NumPy and brought back."""

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
        import numpy as np

        error = (yhat - y).detach().cpu().numpy()
        grad_w = 2 * x.detach().cpu().numpy().T @ error[:, None] / len(error)
        grad_b = 2 * np.mean(error, keepdims=True)
        return -torch.from_numpy(grad_w).to(x), -torch.from_numpy(grad_b).to(x)
