"""The loss of a detached w.

diagnosis: graph-cut
fails: accumulation
"""

# %% accumulation
def accumulated_gradients(loss_fn, w, k):
    """Return the k values of w.grad after 1, 2, ..., k calls of backward() on loss_fn(w)."""
    values = []
    for _ in range(k):
        loss_fn(w.detach()).backward()
        values.append(w.grad.clone())
    return values
