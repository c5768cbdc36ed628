"""grad(parameters, loss): what is differentiated stands last.

diagnosis: grad-arguments-exchanged
fails: grad_call
"""

# %% grad_call
def negative_gradients(model, loss):
    """Return the negative gradients of `loss` for model.weight (F, 1) and model.bias (1,)."""
    grad_w, grad_b = torch.autograd.grad([model.weight, model.bias], loss)
    return -grad_w, -grad_b
