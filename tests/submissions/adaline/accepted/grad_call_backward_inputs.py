"""torch.autograd.backward with inputs that are then cleaned up."""
# %% grad_call
def negative_gradients(model, loss):
    """Return the negative gradients of `loss` for model.weight (F, 1) and model.bias (1,)."""
    saved = model.weight.grad, model.bias.grad
    model.weight.grad = model.bias.grad = None
    torch.autograd.backward(loss, inputs=[model.weight, model.bias])
    with torch.no_grad():
        answer = model.weight.grad.neg(), model.bias.grad.neg()
    model.weight.grad, model.bias.grad = saved
    return answer
