"""grad_outputs carries the sign, both graphs are kept."""
# %% grad_call
def negative_gradients(model, loss):
    """Return the negative gradients of `loss` for model.weight (F, 1) and model.bias (1,)."""
    minus_one = -torch.ones_like(loss)
    grads = torch.autograd.grad((loss,), (model.weight, model.bias), (minus_one,), retain_graph=True)
    return grads[0].clone(), grads[1].clone()
