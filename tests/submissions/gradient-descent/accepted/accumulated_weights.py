"""Weights by itertools.accumulate; a module for the weight; arrays read backwards."""
# %% forward_and_loss
def forward(w, x):
    return np.outer([w], x)[0]
def mse_loss(y, y_pred):
    return np.average((y_pred - y) * (y_pred - y))
# %% manual_gradient
def gradient(x, y, y_pred):
    n, = x.shape
    return (x[::-1] * (y_pred - y)[::-1]).sum() * (2 / n)
# %% training_loop
from itertools import accumulate, repeat
def train_numpy(x, y, learning_rate=0.01, n_iters=20):
    step = lambda w, _: w - learning_rate * gradient(x, y, forward(w, x))
    ws = list(accumulate(repeat(None, n_iters), step, initial=0.0))
    return ws[-1], [mse_loss(y, forward(w, x)) for w in ws[:-1]]
# %% autograd_loop
class Line(torch.nn.Module):
    def __init__(self, like):
        super().__init__()
        self.w = torch.nn.Parameter(torch.zeros_like(like))
    def forward(self, x):
        return self.w * x
def train_autograd(x, y, learning_rate=0.01, n_iters=100):
    model = Line(x[0]); losses = []
    for _ in range(n_iters):
        model.zero_grad()
        loss = torch.nn.MSELoss()(model(x), y)
        loss.backward()
        with torch.no_grad():
            for p in model.parameters():
                p -= p.grad * learning_rate
        losses.append(loss.item())
    return model.w.item(), losses
# %% find_the_bug
def lecture_gradient_factor(n: int) -> np.float32:
    return np.float32(n)
