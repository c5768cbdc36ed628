"""Updates the parameters as well.

diagnosis: none
fails: grad_call
"""

# %% grad_call
def negative_gradients(model, loss):
    """Return the negative gradients of `loss` for model.weight (F, 1) and model.bias (1,)."""
    grad_w, grad_b = torch.autograd.grad(loss, (model.weight, model.bias))
    with torch.no_grad():
        model.weight -= 0.01 * grad_w
        model.bias -= 0.01 * grad_b
    return -grad_w, -grad_b
