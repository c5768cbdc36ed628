"""Hands on the tuples of two calls. diagnosis: grad-tuple"""
# %% grad_call
def negative_gradients(model, loss):
    """Return the negative gradients of `loss` for model.weight (F, 1) and model.bias (1,)."""
    grad_w = torch.autograd.grad(-loss, model.weight, retain_graph=True)
    grad_b = torch.autograd.grad(-loss, model.bias)
    return grad_w, grad_b
