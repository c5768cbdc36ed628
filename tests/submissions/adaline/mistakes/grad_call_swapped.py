"""The bias first, then the weights.

diagnosis: none
fails: grad_call
score: 97
"""

# %% grad_call
def negative_gradients(model, loss):
    """Return the negative gradients of `loss` for model.weight (F, 1) and model.bias (1,)."""
    grad_w, grad_b = torch.autograd.grad(loss, (model.weight, model.bias))
    return -grad_b, -grad_w
