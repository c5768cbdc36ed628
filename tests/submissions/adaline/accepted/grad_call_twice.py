"""Two calls, the first keeps the graph; times -1."""
# %% grad_call
def negative_gradients(model, loss):
    """Return the negative gradients of `loss` for model.weight (F, 1) and model.bias (1,)."""
    grad_w = torch.autograd.grad(loss, model.weight, retain_graph=True)[0]
    grad_b = torch.autograd.grad(loss, model.bias)[0]
    return grad_w * (-1), grad_b * (-1)
