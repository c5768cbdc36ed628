"""Shuffles the rows of x and y where they lie, for the next epoch and for the caller too.

diagnosis: rows-reshuffled
fails: backward_loop
"""

# %% backward_loop

def train_backward(
    model, x, y, num_epochs, learning_rate=0.01, seed=123, minibatch_size=10, loss_fn=F.mse_loss
):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    torch.manual_seed(seed)
    cost = []
    for epoch in range(num_epochs):
        order = torch.randperm(len(y)).to(y.device)
        x[:], y[:] = x[order], y[order]
        for start in range(0, len(y), minibatch_size):
            batch_x, batch_y = x[start : start + minibatch_size], y[start : start + minibatch_size]
            loss = loss_fn(model(batch_x), batch_y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        with torch.no_grad():
            cost.append(loss_fn(model(x), y).item())
    return cost
