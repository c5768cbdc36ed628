"""A DataLoader shuffles, from a random stream of its own.

diagnosis: other-shuffle
fails: backward_loop
score: 89
"""

# %% backward_loop
def train_backward(
    model, x, y, num_epochs, learning_rate=0.01, seed=123, minibatch_size=10, loss_fn=F.mse_loss
):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    cost = []
    loader = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(x, y), batch_size=minibatch_size, shuffle=True)
    torch.manual_seed(seed)
    for _ in range(num_epochs):
        for xb, yb in loader:
            loss = loss_fn(model(xb), yb)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        with torch.no_grad():
            cost.append(loss_fn(model(x), y).item())
    return cost
