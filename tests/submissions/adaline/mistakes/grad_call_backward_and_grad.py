"""Calls backward and reads .grad, which stays behind. diagnosis: none"""
# %% grad_call
def negative_gradients(model, loss):
    """Return the negative gradients of `loss` for model.weight (F, 1) and model.bias (1,)."""
    loss.backward()
    return -model.weight.grad, -model.bias.grad
