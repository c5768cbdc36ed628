"""A copy by adding 0."""

# %% accumulation
def accumulated_gradients(loss_fn, w, k):
    """Return the k values of w.grad after 1, 2, ..., k calls of backward() on loss_fn(w)."""
    values = []
    i = 0
    while i < k:
        loss = loss_fn(w)
        torch.autograd.backward(loss)
        values.append(w.grad + 0)
        i += 1
    return values
