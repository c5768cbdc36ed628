"""Row numbers as a Python list; shuffled copies of x and y."""

# %% backward_loop
def train_backward(
    model, x, y, num_epochs, learning_rate=0.01, seed=123, minibatch_size=10, loss_fn=F.mse_loss
):
    """Train by `backward()` and SGD; return the training loss (a float) after each epoch."""
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    cost = []
    torch.manual_seed(seed)
    for _ in range(num_epochs):
        order = torch.randperm(x.shape[0]).tolist()
        shuffled_x, shuffled_y = x[order], y[order]
        for xb, yb in zip(shuffled_x.split(minibatch_size), shuffled_y.split(minibatch_size)):
            loss = loss_fn(model(xb), yb)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        with torch.no_grad():
            cost.append(loss_fn(model(x), y).item())
    return cost
