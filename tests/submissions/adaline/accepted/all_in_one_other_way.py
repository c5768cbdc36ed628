"""Every task solved, each in another way than the solution."""

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
        n = y.shape[0]
        error = torch.sub(yhat, y)
        return x.t().matmul(error.reshape(n, 1)).mul(-2 / n), error.mean(0, keepdim=True) * -2

# %% grad_call
def negative_gradients(model, loss):
    """Return the negative gradients of `loss` for model.weight (F, 1) and model.bias (1,)."""
    parameters = [getattr(model, name) for name in ("weight", "bias")]
    return tuple(grad.neg_() for grad in torch.autograd.grad(loss, parameters))

# %% backward_loop
def train_backward(
    model, x, y, num_epochs, learning_rate=0.01, seed=123, minibatch_size=10, loss_fn=F.mse_loss
):
    """Train by `backward()` and SGD; return the training loss (a float) after each epoch."""
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = []
    torch.manual_seed(seed)
    for _ in range(num_epochs):
        order = torch.randperm(len(y)).to(y.device)
        for rows in torch.split(order, minibatch_size):
            optimizer.zero_grad()
            loss_fn(model.forward(x[rows]), y[rows]).backward()
            optimizer.step()
        with torch.no_grad():
            history.append(loss_fn(model.forward(x), y).item())
    return history

# %% linear_model
class Adaline3(torch.nn.Module):
    """A linear neuron made of one nn.Linear, starting at zero."""

    def __init__(self, num_features, device=None, dtype=None):
        super().__init__()
        self.lin = torch.nn.Linear(num_features, out_features=1, device=device, dtype=dtype)
        torch.nn.utils.vector_to_parameters(
            torch.zeros(num_features + 1, device=device, dtype=dtype), self.parameters()
        )

    def forward(self, x):
        """Return the outputs (n,) for the samples x (n, F)."""
        return self.lin(x).ravel()
