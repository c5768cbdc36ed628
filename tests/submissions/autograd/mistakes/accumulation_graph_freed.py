"""One loss, and the graph is freed after the first pass.

diagnosis: graph-freed
fails: accumulation
"""

# %% accumulation
def accumulated_gradients(loss_fn, w, k):
    """Return the k values of w.grad after 1, 2, ..., k calls of backward() on loss_fn(w)."""
    loss = loss_fn(w)
    values = []
    for _ in range(k):
        loss.backward()
        values.append(w.grad.clone())
    return values
