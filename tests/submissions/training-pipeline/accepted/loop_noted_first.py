"""The loss is noted apart, under no_grad."""

# %% training_loop
def train_model(model, x, y, learning_rate=0.01, n_iters=100, loss_fn=None):
    """Train `model` on all samples at once; return the loss before each update."""
    loss_fn = nn.MSELoss() if loss_fn is None else loss_fn
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(n_iters):
        with torch.no_grad():
            losses.append(loss_fn(model(x), y).item())
        optimizer.zero_grad()
        loss = loss_fn(model(x), y)
        loss.backward()
        optimizer.step()
    return losses
