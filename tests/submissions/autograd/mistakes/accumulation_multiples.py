"""One pass, and the rest is multiplied. diagnosis: none"""
# %% accumulation
def accumulated_gradients(loss_fn, w, k):
    """Return the k values of w.grad after 1, 2, ..., k calls of backward() on loss_fn(w)."""
    loss_fn(w).backward()
    return [count * w.grad for count in range(1, k + 1)]
