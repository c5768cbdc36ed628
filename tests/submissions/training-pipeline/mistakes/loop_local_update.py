"""The update makes new tensors that nobody keeps. diagnosis: parameters-untouched"""
# %% training_loop
def train_model(model, x, y, learning_rate=0.01, n_iters=100, loss_fn=None):
    """Train `model` on all samples at once; return the loss before each update."""
    loss_fn = nn.MSELoss() if loss_fn is None else loss_fn
    losses = []
    for _ in range(n_iters):
        loss = loss_fn(model(x), y)
        losses.append(loss.item())
        model.zero_grad()
        loss.backward()
        for p in model.parameters():
            p = p - learning_rate * p.grad
    return losses
