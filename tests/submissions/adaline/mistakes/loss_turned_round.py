"""Walks uphill: backward on the negative loss.

diagnosis: step-uphill
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
        for rows in torch.split(order, minibatch_size):
            yhat = model(x[rows])
            loss = loss_fn(yhat, y[rows])
            optimizer.zero_grad()
            (-loss).backward()
            optimizer.step()
        with torch.no_grad():
            cost.append(loss_fn(model(x), y).item())
    return cost
