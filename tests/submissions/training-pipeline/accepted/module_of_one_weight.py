"""A module that holds w; FloatTensor; a subclass of nn.Linear; steps by hand."""
# %% loss_and_optimizer
class _W(nn.Module):
    def __init__(self, like):
        super().__init__()
        self.w = nn.Parameter(torch.zeros_like(like))
    def forward(self, x):
        return self.w * x
def train_with_optimizer(x, y, learning_rate=0.01, n_iters=100):
    m = _W(x[0]); loss_fn = nn.MSELoss(); opt = torch.optim.SGD(m.parameters(), lr=learning_rate); losses = []
    while len(losses) < n_iters:
        loss = loss_fn(m(x), y); losses.append(loss.detach().cpu().numpy())
        m.zero_grad(); loss.backward(); opt.step()
    return m.w, losses
# %% columns
def as_columns(x, y):
    x = torch.FloatTensor(list(x)).view(-1, 1)
    y = torch.FloatTensor(list(y)).view(-1, 1)
    return x, y
# %% linear_module
class LinearRegression(nn.Linear):
    def __init__(self, input_dim, output_dim, device=None, dtype=None):
        super().__init__(input_dim, output_dim, device=device, dtype=dtype)
# %% training_loop
def train_model(model, x, y, learning_rate=0.01, n_iters=100, loss_fn=None):
    model.train()
    criterion = nn.MSELoss() if not loss_fn else loss_fn
    losses = []
    for _ in range(n_iters):
        loss = criterion(model.forward(x), y)
        grads = torch.autograd.grad(loss, list(model.parameters()), allow_unused=True)
        with torch.no_grad():
            for p, g in zip(model.parameters(), grads):
                if g is not None:
                    p -= learning_rate * g
        losses.append(loss.detach())
    return tuple(losses)
