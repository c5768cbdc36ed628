"""Rounds what autograd returns to single precision. diagnosis: dtype-ignored"""
# %% grad_call
def negative_gradients(model, loss):
    """Return the negative gradients of `loss` for model.weight (F, 1) and model.bias (1,)."""
    grads = torch.autograd.grad(loss, (model.weight, model.bias))
    return tuple(-grad.float().to(grad.dtype) for grad in grads)
