"""Sums of what grad returns: .grad stays None.

diagnosis: none
fails: accumulation
"""

# %% accumulation
def accumulated_gradients(loss_fn, w, k):
    """Return the k values of w.grad after 1, 2, ..., k calls of backward() on loss_fn(w)."""
    values, total = [], torch.zeros_like(w)
    for _ in range(k):
        total = total + torch.autograd.grad(loss_fn(w), w)[0]
        values.append(total)
    return values
