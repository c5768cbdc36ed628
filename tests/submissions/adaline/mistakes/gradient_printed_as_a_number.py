"""`.item()` of a gradient that has several numbers.

diagnosis: none
fails: backward_loop
"""

# %% backward_loop
def train_backward(
    model, x, y, num_epochs, learning_rate=0.01, seed=123, minibatch_size=10, loss_fn=F.mse_loss
):
    """Train by `backward()` and SGD; return the training loss (a float) after each epoch."""
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    cost = []
    torch.manual_seed(seed)
    for _ in range(num_epochs):
        order = torch.randperm(len(y)).to(y.device)
        for rows in torch.split(order, minibatch_size):
            loss = loss_fn(model(x[rows]), y[rows])
            optimizer.zero_grad()
            loss.backward()
            for parameter in model.parameters():
                print(parameter.grad.item())
            optimizer.step()
        with torch.no_grad():
            cost.append(loss_fn(model(x), y).item())
    return cost
