"""The accumulated gradients are summed once more.

diagnosis: summed-again
fails: accumulation
"""

# %% accumulation
def accumulated_gradients(loss_fn, w, k):
    """Return the k values of w.grad after 1, 2, ..., k calls of backward() on loss_fn(w)."""
    values, total = [], torch.zeros_like(w)
    for _ in range(k):
        loss_fn(w).backward()
        total = total + w.grad
        values.append(total)
    return values
