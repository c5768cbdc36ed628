"""A generator, which unpacks into the two."""
# %% grad_call
def negative_gradients(model, loss):
    return (-g for g in torch.autograd.grad(loss, (model.weight, model.bias)))
