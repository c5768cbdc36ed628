"""step gets a closure."""
# %% loss_and_optimizer
def train_with_optimizer(x, y, learning_rate=0.01, n_iters=100):
    """Fit y = w·x; return w, a tensor of shape (), and the loss before each update."""
    w = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=learning_rate)


    def closure():
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(w * x, y)
        loss.backward()
        return loss


    return_losses = [optimizer.step(closure).item() for _ in range(n_iters)]
    return w.detach().clone(), return_losses
