"""Two calls, and the first frees the graph.

diagnosis: graph-freed
fails: grad_call
"""

# %% grad_call
def negative_gradients(model, loss):
    """Return the negative gradients of `loss` for model.weight (F, 1) and model.bias (1,)."""
    (grad_w,) = torch.autograd.grad(loss, model.weight)
    (grad_b,) = torch.autograd.grad(loss, model.bias)
    return -grad_w, -grad_b
