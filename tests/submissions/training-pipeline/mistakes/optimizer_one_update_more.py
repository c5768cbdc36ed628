"""One update too many. diagnosis: iterations-miscounted"""
# %% loss_and_optimizer
def train_with_optimizer(x, y, learning_rate=0.01, n_iters=100):
    w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
    loss_fn = nn.MSELoss()
    optimizer = torch.optim.SGD([w], lr=learning_rate)
    losses = []
    for _ in range(n_iters + 1):
        loss = loss_fn(w * x, y)
        losses.append(loss.item())
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    return w, losses
