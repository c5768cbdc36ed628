"""A hundred iterations, whatever the call asks for.

diagnosis: iterations-miscounted
fails: autograd_loop
"""

# %% autograd_loop

def train_autograd(x, y, learning_rate=0.01, n_iters=100):
    w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
    losses = []
    for _ in range(100):
        loss = mse_loss(y, forward(w, x))
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
        w.grad.zero_()
    return w, losses
