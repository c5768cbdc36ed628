"""The stub of the third task is left. diagnosis: stub-left"""
# %% accumulation
def accumulated_gradients(loss_fn, w, k):
    """Return the k values of w.grad after 1, 2, ..., k calls of backward() on loss_fn(w)."""
    raise NotImplementedError()
