"""x and y are shuffled, each in its own order.

diagnosis: shuffle-mismatch
fails: backward_loop
"""

# %% backward_loop
def train_backward(
    model, x, y, num_epochs, learning_rate=0.01, seed=123, minibatch_size=10, loss_fn=F.mse_loss
):
    """Train by `backward()` and SGD; return the training loss (a float) after each epoch."""
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    cost = []
    torch.manual_seed(seed)
    for _ in range(num_epochs):
        shuffled_x = x[torch.randperm(len(y)).to(y.device)]
        shuffled_y = y[torch.randperm(len(y)).to(y.device)]
        for start in range(0, len(y), minibatch_size):
            rows = slice(start, start + minibatch_size)
            loss = loss_fn(model(shuffled_x[rows]), shuffled_y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        with torch.no_grad():
            cost.append(loss_fn(model(x), y).item())
    return cost
