"""backward, with the former .grad put back."""
# %% grad_call
def negative_gradients(model, loss):
    """Return the negative gradients of `loss` for model.weight (F, 1) and model.bias (1,)."""
    parameters = (model.weight, model.bias)
    before = [parameter.grad for parameter in parameters]
    for parameter in parameters:
        parameter.grad = None
    loss.backward()
    negative = [-parameter.grad.detach().clone() for parameter in parameters]
    for parameter, grad in zip(parameters, before):
        parameter.grad = grad
    return tuple(negative)
