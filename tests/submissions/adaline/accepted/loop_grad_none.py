"""Sets grad = None by hand; indices from an index tensor in a for loop."""

# %% backward_loop
def train_backward(
    model, x, y, num_epochs, learning_rate=0.01, seed=123, minibatch_size=10, loss_fn=F.mse_loss
):
    """Train by `backward()` and SGD; return the training loss (a float) after each epoch."""
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    cost = []
    torch.manual_seed(seed)
    for _ in range(num_epochs):
        order = torch.randperm(len(y)).to(y.device)
        for start in range(0, len(y), minibatch_size):
            rows = order[start : start + minibatch_size]
            loss = loss_fn(model(x.index_select(0, rows)), y.index_select(0, rows))
            for parameter in model.parameters():
                parameter.grad = None
            loss.backward()
            optimizer.step()
        with torch.no_grad():
            cost.append(loss_fn(model(x), y).item())
    return cost
