"""Updates under no_grad, without an optimizer."""
# %% first_task
def train(model, x, y, learning_rate=0.01, n_iters=100):
    losses = []
    for _ in range(n_iters):
        loss = (model(x) - y).square().mean()
        parameters = list(model.parameters())
        grads = torch.autograd.grad(loss, parameters)
        with torch.no_grad():
            for parameter, grad in zip(parameters, grads):
                parameter -= learning_rate * grad
        losses.append(loss.item())
    return losses
