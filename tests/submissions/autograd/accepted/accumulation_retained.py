"""One loss, its graph retained."""

# %% accumulation
def accumulated_gradients(loss_fn, w, k):
    """Return the k values of w.grad after 1, 2, ..., k calls of backward() on loss_fn(w)."""
    values = []
    loss = loss_fn(w)
    for _ in range(k):
        loss.backward(retain_graph=True)
        values.append(w.grad.detach().clone())
    return values
