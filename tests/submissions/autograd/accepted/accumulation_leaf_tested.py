"""Careful about what it is given."""

# %% accumulation
def accumulated_gradients(loss_fn, w, k):
    """Return the k values of w.grad after 1, 2, ..., k calls of backward() on loss_fn(w)."""
    assert w.is_leaf and w.requires_grad and w.grad is None
    values = []
    for step in range(1, k + 1):
        loss_fn(w).backward()
        assert w.grad is not None
        values += [w.grad.clone()]
    return values
