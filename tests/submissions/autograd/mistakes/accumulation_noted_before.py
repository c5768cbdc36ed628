"""The gradient is noted before the pass.

diagnosis: grad-before-backward
fails: accumulation
"""

# %% accumulation
def accumulated_gradients(loss_fn, w, k):
    """Return the k values of w.grad after 1, 2, ..., k calls of backward() on loss_fn(w)."""
    values = []
    for _ in range(k):
        values.append(w.grad if w.grad is None else w.grad.clone())
        loss_fn(w).backward()
    return values
