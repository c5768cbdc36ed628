"""One step for each sample, not for each iteration. diagnosis: update-per-sample"""
# %% training_loop
def train_model(model, x, y, learning_rate=0.01, n_iters=100, loss_fn=None):
    """Train `model` on all samples at once; return the loss before each update."""
    loss_fn = nn.MSELoss() if loss_fn is None else loss_fn
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(n_iters):
        losses.append(loss_fn(model(x), y).item())
        for i in range(len(x)):
            loss = loss_fn(model(x[i : i + 1]), y[i : i + 1])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return losses
