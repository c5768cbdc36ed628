"""A learning rate of its own.

diagnosis: learning-rate-ignored
fails: training_loop
"""

# %% training_loop

def train_model(model, x, y, learning_rate=0.01, n_iters=100, loss_fn=None):
    if loss_fn is None:
        loss_fn = nn.MSELoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    losses = []
    for _ in range(n_iters):
        loss = loss_fn(model(x), y)
        losses.append(loss.item())
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    return losses
