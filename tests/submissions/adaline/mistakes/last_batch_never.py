"""The loop ends one minibatch early, also where the last one is whole.

diagnosis: last-batch-dropped
fails: backward_loop
score: 71
"""

# %% backward_loop
def train_backward(
    model, x, y, num_epochs, learning_rate=0.01, seed=123, minibatch_size=10, loss_fn=F.mse_loss
):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    cost = []
    torch.manual_seed(seed)
    for _ in range(num_epochs):
        order = torch.randperm(len(y)).to(y.device)
        for i in range(0, len(y) - minibatch_size, minibatch_size):
            rows = order[i:i + minibatch_size]
            loss = loss_fn(model(x[rows]), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        with torch.no_grad():
            cost.append(loss_fn(model(x), y).item())
    return cost
