"""Printed, and not returned. diagnosis: no-return"""
# %% accumulation
def accumulated_gradients(loss_fn, w, k):
    """Return the k values of w.grad after 1, 2, ..., k calls of backward() on loss_fn(w)."""
    for _ in range(k):
        loss_fn(w).backward()
        print(w.grad)
