"""The gradient is zeroed before each pass.

diagnosis: gradients-cleared
fails: accumulation
"""

# %% accumulation
def accumulated_gradients(loss_fn, w, k):
    """Return the k values of w.grad after 1, 2, ..., k calls of backward() on loss_fn(w)."""
    values = []
    for _ in range(k):
        if w.grad is not None:
            w.grad.zero_()
        loss_fn(w).backward()
        values.append(w.grad.clone())
    return values
