"""The passes run on a copy of w.

diagnosis: leaf-rebound
fails: accumulation
"""

# %% accumulation
def accumulated_gradients(loss_fn, w, k):
    """Return the k values of w.grad after 1, 2, ..., k calls of backward() on loss_fn(w)."""
    w = w.detach().clone().requires_grad_()
    values = []
    for _ in range(k):
        loss_fn(w).backward()
        values.append(w.grad.clone())
    return values
