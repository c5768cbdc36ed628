"""New parameters replace the old ones in each step.

diagnosis: leaf-rebound
fails: training_loop
"""

# %% training_loop
def train_model(model, x, y, learning_rate=0.01, n_iters=100, loss_fn=None):
    """Train `model` on all samples at once; return the loss before each update."""
    loss_fn = nn.MSELoss() if loss_fn is None else loss_fn
    losses = []
    for _ in range(n_iters):
        loss = loss_fn(model(x), y)
        losses.append(loss.item())
        loss.backward()
        for module in list(model.modules()):
            for name, p in list(module._parameters.items()):
                if p is not None:
                    setattr(module, name, nn.Parameter(p.detach() - learning_rate * p.grad))
    return losses
