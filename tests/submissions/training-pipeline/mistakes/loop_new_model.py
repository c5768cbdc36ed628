"""Makes a new model when the optimizer has got the parameters of the given one.

diagnosis: optimizer-holds-old
fails: training_loop
score: 82
"""

# %% training_loop
def train_model(model, x, y, learning_rate=0.01, n_iters=100, loss_fn=None):
    loss_fn = loss_fn or nn.MSELoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    model = LinearRegression(x.shape[1], y.shape[1], device=x.device, dtype=x.dtype)
    for i in range(n_iters):
        loss = loss_fn(model(x), y)
        losses.append(loss.item())
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    return losses
