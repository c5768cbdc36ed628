"""k gradients by grad, which does not accumulate. diagnosis: gradients-cleared"""
# %% accumulation
def accumulated_gradients(loss_fn, w, k):
    """Return the k values of w.grad after 1, 2, ..., k calls of backward() on loss_fn(w)."""
    return [torch.autograd.grad(loss_fn(w), w)[0] for _ in range(k)]
