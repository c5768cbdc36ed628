"""A gradient by hand where backward was the task.

diagnosis: manual-in-autograd
fails: backward_loop
"""

# %% backward_loop
def train_backward(
    model, x, y, num_epochs, learning_rate=0.01, seed=123, minibatch_size=10, loss_fn=F.mse_loss
):
    """Train by `backward()` and SGD; return the training loss (a float) after each epoch."""
    cost = []
    torch.manual_seed(seed)
    for _ in range(num_epochs):
        order = torch.randperm(len(y)).to(y.device)
        for rows in torch.split(order, minibatch_size):
            with torch.no_grad():
                error = (model(x[rows]) - y[rows]).view(-1, 1)
                model.weight -= learning_rate * 2 * x[rows].T @ error / len(rows)
                model.bias -= learning_rate * 2 * error.mean()
        with torch.no_grad():
            cost.append(loss_fn(model(x), y).item())
    return cost
