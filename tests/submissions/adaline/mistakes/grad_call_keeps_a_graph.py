"""create_graph, so that the result has a graph of its own.

diagnosis: none
fails: grad_call
"""

# %% grad_call
def negative_gradients(model, loss):
    """Return the negative gradients of `loss` for model.weight (F, 1) and model.bias (1,)."""
    grad_w, grad_b = torch.autograd.grad(loss, (model.weight, model.bias), create_graph=True)
    return -grad_w, -grad_b
