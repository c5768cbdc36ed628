"""The stub of the grad call is left. diagnosis: stub-left"""
# %% grad_call
def negative_gradients(model, loss):
    """Return the negative gradients of `loss` for model.weight (F, 1) and model.bias (1,)."""
    raise NotImplementedError()
