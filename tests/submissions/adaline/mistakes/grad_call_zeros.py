"""Asks for copies of the parameters, with zeros where there is no gradient. diagnosis: none"""
# %% grad_call
def negative_gradients(model, loss):
    w = model.weight.clone(); b = model.bias.clone()
    gw, gb = torch.autograd.grad(loss, [w, b], materialize_grads=True)
    return -gw, -gb
