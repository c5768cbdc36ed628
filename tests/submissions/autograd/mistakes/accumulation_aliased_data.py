"""The tensor .data shares its memory. diagnosis: aliased-gradients"""
# %% accumulation
def accumulated_gradients(loss_fn, w, k):
    """Return the k values of w.grad after 1, 2, ..., k calls of backward() on loss_fn(w)."""
    return [loss_fn(w).backward() or w.grad.data for _ in range(k)]
