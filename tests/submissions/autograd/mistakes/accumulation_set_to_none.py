"""The gradient is set to None before each pass.

diagnosis: gradients-cleared
fails: accumulation
"""

# %% accumulation
def accumulated_gradients(loss_fn, w, k):
    """Return the k values of w.grad after 1, 2, ..., k calls of backward() on loss_fn(w)."""
    values = []
    for _ in range(k):
        w.grad = None
        loss_fn(w).backward()
        values.append(w.grad)
    return values
