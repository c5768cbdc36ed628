"""A plain SGD of next week, with nn.MSELoss."""
# %% autograd_loop
def train_autograd(x, y, learning_rate=0.01, n_iters=100):
    """Return the weight after `n_iters` updates, and the list of the losses before each of them."""
    w = torch.nn.Parameter(x.new_zeros(()))
    optimizer = torch.optim.SGD([w], lr=learning_rate)
    criterion = torch.nn.MSELoss()
    losses = []
    for _ in range(n_iters):
        optimizer.zero_grad()
        loss = criterion(forward(w, x), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return w.data, losses
