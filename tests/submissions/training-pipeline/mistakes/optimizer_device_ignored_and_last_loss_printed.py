"""w is on the CPU, in code that fails without an iteration. diagnosis: device-ignored; score: 96"""
# %% loss_and_optimizer
def train_with_optimizer(x, y, learning_rate=0.01, n_iters=100):
    """Fit y = w·x; return w, a tensor of shape (), and the loss before each update."""
    w = torch.zeros((), dtype=x.dtype, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=learning_rate)
    losses = []
    while len(losses) < n_iters:
        y_pred = torch.mul(x, w)
        loss = nn.MSELoss()(y_pred, y)
        optimizer.zero_grad()
        loss.backward()
        losses.append(loss.item())
        optimizer.step()
        if len(losses) % 10 == 1:
            print(f"epoch {len(losses)}: w = {w.item():.3f}, loss = {loss:.8f}")
    print(f"Prediction after training: f(5) = {5 * w.item():.3f}, loss {loss:.3f}")
    return w, losses
