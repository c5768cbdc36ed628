"""A map, which unpacks into the two."""
# %% grad_call
def negative_gradients(model, loss):
    return map(torch.neg, torch.autograd.grad(loss, (model.weight, model.bias)))
