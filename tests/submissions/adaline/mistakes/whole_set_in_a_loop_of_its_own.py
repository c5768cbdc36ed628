"""All rows in each step, and the cost is noted before it: no shuffle. diagnosis: minibatch-size"""
# %% backward_loop
def train_backward(
    model, x, y, num_epochs, learning_rate=0.01, seed=123, minibatch_size=10, loss_fn=F.mse_loss
):
    """Train by `backward()` and SGD; return the training loss (a float) after each epoch."""
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    cost = []
    torch.manual_seed(seed)
    for _ in range(num_epochs):
        loss = loss_fn(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        cost.append(loss.item())
    return cost
