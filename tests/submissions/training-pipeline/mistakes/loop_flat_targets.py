"""The targets are flattened, the predictions are not.

diagnosis: broadcast-loss
fails: training_loop
"""

# %% training_loop
def train_model(model, x, y, learning_rate=0.01, n_iters=100, loss_fn=None):
    """Train `model` on all samples at once; return the loss before each update."""
    loss_fn = nn.MSELoss() if loss_fn is None else loss_fn
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(n_iters):
        y_pred = model(x)
        loss = (y_pred - y.view(-1)).pow(2).mean() if loss_fn.__class__ is nn.MSELoss else loss_fn(y_pred, y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses
