"""Per-sample gradients by vmap, then their mean."""

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
        def of_one_sample(sample, output, label):
            error = output - label
            return 2 * error * sample, 2 * error

        grad_w, grad_b = torch.vmap(of_one_sample)(x, yhat, y)
        return -grad_w.mean(dim=0).view(-1, 1), -grad_b.mean(dim=0).view(1)
