"""A tuple times -1 is the empty tuple. diagnosis: grad-tuple"""
# %% grad_call
def negative_gradients(model, loss):
    """Return the negative gradients of `loss` for model.weight (F, 1) and model.bias (1,)."""
    return torch.autograd.grad(loss, (model.weight, model.bias)) * -1
