"""One array cut in two columns; a generator for the optimizer; torch.func.functional_call."""
# %% columns
def as_columns(x, y):
    n = len(x)
    xy = np.stack([np.array(x, dtype=np.float32), np.array(y, dtype=np.float32)], axis=1)
    both = torch.from_numpy(xy)
    return both[:, :1], both[:, 1:]
# %% loss_and_optimizer
def train_with_optimizer(x, y, learning_rate=0.01, n_iters=100):
    w = torch.zeros((), dtype=x.dtype, device=x.device)
    w.requires_grad = True
    optimizer = torch.optim.SGD((p for p in [w]), lr=learning_rate)
    losses = torch.empty(n_iters)
    for i in range(n_iters):
        loss = nn.MSELoss(reduction="sum")(w * x, y) / len(x)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        losses[i] = loss.item()
    return w.detach(), losses.tolist()
# %% training_loop
def train_model(model, x, y, learning_rate=0.01, n_iters=100, loss_fn=None):
    """Functional: torch.func on a dict of parameters."""
    if loss_fn is None:
        loss_fn = lambda p, t: ((p - t) ** 2).mean()
    losses = []
    for _ in range(n_iters):
        params = {k: v.detach() for k, v in model.named_parameters()}
        grads, value = torch.func.grad_and_value(lambda ps: loss_fn(torch.func.functional_call(model, ps, (x,)), y))(params)
        with torch.no_grad():
            for k, p in model.named_parameters():
                p.sub_(learning_rate * grads[k])
        losses.append(value.item())
    return losses
