"""One call with a list; a list comes back."""
# %% grad_call
def negative_gradients(model, loss):
    """Return the negative gradients of `loss` for model.weight (F, 1) and model.bias (1,)."""
    return [-grad for grad in torch.autograd.grad(loss, [model.weight, model.bias])]
