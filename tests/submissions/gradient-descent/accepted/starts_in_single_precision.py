"""w starts as a float32 zero and takes the precision of the data with the first update."""
# %% forward_and_loss
def forward(w, x):
    "vectorised"
    y_pred = w * x
    return y_pred
def mse_loss(y, y_pred):
    n = y.shape[0]
    squared = (y - y_pred) ** 2
    loss = squared.sum() / n
    return loss
# %% manual_gradient
def gradient(x, y, y_pred):
    return np.mean(np.vectorize(lambda a, b, c: 2 * a * (c - b))(x, y, y_pred))
# %% training_loop
def train_numpy(x, y, learning_rate=0.01, n_iters=20):
    w = np.float32(0)
    losses = []
    for epoch in range(n_iters):
        y_pred = forward(w, x)
        l = mse_loss(y, y_pred)
        losses.append(l)
        dw = gradient(x, y, y_pred)
        w = w - learning_rate * dw
        if epoch % 5 == 0:
            print(f'epoch {epoch+1}: w = {w:.3f}, loss = {l:.8f}')
    return w, losses
# %% autograd_loop
def train_autograd(x, y, learning_rate=0.01, n_iters=100):
    w = torch.zeros((), dtype=x.dtype, device=x.device)
    losses = []
    for _ in range(n_iters):
        w = w.detach().requires_grad_()
        loss = mse_loss(y, forward(w, x))
        loss.backward()
        losses.append(loss.detach().cpu().numpy())
        w = w - learning_rate * w.grad
    return w, losses
# %% find_the_bug
def lecture_gradient_factor(n):
    return np.dot(np.ones(n), np.ones(n)).mean()
