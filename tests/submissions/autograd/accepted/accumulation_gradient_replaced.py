"""The noted tensor is left behind, .grad gets the copy."""

# %% accumulation
def accumulated_gradients(loss_fn, w, k):
    """Return the k values of w.grad after 1, 2, ..., k calls of backward() on loss_fn(w)."""
    values = []
    for _ in range(k):
        loss_fn(w).backward(inputs=[w])
        values.append(w.grad)
        w.grad = w.grad.clone()
    return values
