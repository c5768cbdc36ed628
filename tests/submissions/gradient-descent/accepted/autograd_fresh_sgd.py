"""A fresh SGD for each step, F.mse_loss with its arguments swapped."""
# %% autograd_loop
def train_autograd(x, y, learning_rate=0.01, n_iters=100):
    """Return the weight after `n_iters` updates, and the list of the losses before each of them."""
    import torch.nn.functional as F

    w = torch.tensor(0.0, dtype=x.dtype, device=x.device, requires_grad=True)
    losses = []
    for _ in range(n_iters):
        w.grad = None
        loss = F.mse_loss(y, w * x)
        loss.backward()
        torch.optim.SGD([w], lr=learning_rate).step()
        losses.append(loss.item())
    return w, torch.tensor(losses)
