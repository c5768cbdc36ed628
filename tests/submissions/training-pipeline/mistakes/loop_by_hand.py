"""The gradient of a line by hand.

diagnosis: manual-in-autograd
fails: training_loop
"""

# %% training_loop
def train_model(model, x, y, learning_rate=0.01, n_iters=100, loss_fn=None):
    """Train `model` on all samples at once; return the loss before each update."""
    loss_fn = nn.MSELoss() if loss_fn is None else loss_fn
    losses = []
    for _ in range(n_iters):
        y_pred = model(x)
        loss = loss_fn(y_pred, y)
        losses.append(loss.item())
        error = 2 * (y_pred - y) / y.numel()
        with torch.no_grad():
            for p in model.parameters():
                p -= learning_rate * (error.T @ x if p.dim() == 2 else error.sum(0))
    return losses
