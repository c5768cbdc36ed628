"""A recursion in place of the loop; torch.func.grad_and_value."""
# %% forward_and_loss
-     return ((y_pred - y) ** 2).mean()
+     return ((y - y_pred) ** 2).sum() / y.shape[0]
# %% manual_gradient
def gradient(x, y, y_pred):
    a = 2 * np.mean(x * y_pred)
    b = 2 * np.mean(x * y)
    return a - b
# %% training_loop
def train_numpy(x, y, learning_rate=0.01, n_iters=20):
    def go(w, losses):
        if len(losses) == n_iters:
            return w, losses
        p = forward(w, x)
        return go(w - learning_rate * gradient(x, y, p), losses + [mse_loss(y, p)])
    return go(0.0, [])
# %% autograd_loop
def train_autograd(x, y, learning_rate=0.01, n_iters=100):
    def J(w):
        return mse_loss(y, forward(w, x))
    dJ = torch.func.grad_and_value(J)
    w, losses = torch.zeros((), dtype=x.dtype, device=x.device), []
    for _ in range(n_iters):
        g, l = dJ(w)
        losses.append(l.item())
        w = w - learning_rate * g
    return w, losses
# %% find_the_bug
def lecture_gradient_factor(n):
    x = np.arange(1.0, n + 1); y = 2 * x; p = 0 * x
    right = sum(2 * a * (c - b) for a, b, c in zip(x, y, p)) / n
    return lecture_gradient(x, y, p) / right
