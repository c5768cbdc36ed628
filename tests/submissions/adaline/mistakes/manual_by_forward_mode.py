"""Forward-mode differentiation instead of a derivation.

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
        def loss(w, b):
            return (yhat + (x @ w + b).view(-1) - y).pow(2).mean()

        zeros = (torch.zeros_like(self.weight), torch.zeros_like(self.bias))
        grad_w, grad_b = torch.func.jacfwd(loss, argnums=(0, 1))(*zeros)
        return -grad_w, -grad_b
