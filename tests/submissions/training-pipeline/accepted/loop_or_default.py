"""`or` for the default; forward by name; a list of parameters."""
# %% training_loop
def train_model(model, x, y, learning_rate=0.01, n_iters=100, loss_fn=None):
    """Train `model` on all samples at once; return the loss before each update."""
    criterion = loss_fn or nn.MSELoss()
    optimizer = torch.optim.SGD(list(model.parameters()), learning_rate)
    losses = []
    for _ in range(n_iters):
        loss = criterion(model.forward(x), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses
