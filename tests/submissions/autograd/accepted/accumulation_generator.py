"""A generator of the values."""
# %% accumulation
def accumulated_gradients(loss_fn, w, k):
    for _ in range(k):
        loss_fn(w).backward()
        yield w.grad.clone()
