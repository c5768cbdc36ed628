"""A step of gradient descent after each pass.

diagnosis: none
fails: accumulation
"""

# %% accumulation
def accumulated_gradients(loss_fn, w, k):
    """Return the k values of w.grad after 1, 2, ..., k calls of backward() on loss_fn(w)."""
    values = []
    for _ in range(k):
        loss_fn(w).backward()
        values.append(w.grad.clone())
        with torch.no_grad():
            w -= 0.1 * w.grad
    return values
