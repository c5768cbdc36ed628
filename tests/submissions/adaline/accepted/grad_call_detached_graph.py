"""create_graph, then detached."""
# %% grad_call
def negative_gradients(model, loss):
    """Return the negative gradients of `loss` for model.weight (F, 1) and model.bias (1,)."""
    grad_w, grad_b = torch.autograd.grad(loss, (model.weight, model.bias), create_graph=True)
    return -grad_w.detach(), -grad_b.detach()
