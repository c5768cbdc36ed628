"""A name that is never defined.

diagnosis: none
fails: grad_call
"""

# %% grad_call
def negative_gradients(model, loss):
    """Return the negative gradients of `loss` for model.weight (F, 1) and model.bias (1,)."""
    grad_w, grad_b = torch.autograd.grad(loss, (modell.weight, model.bias))
    return -grad_w, -grad_b
