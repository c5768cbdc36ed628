"""Indexing with None; a list."""
# %% columns
def as_columns(x, y):
    """Return x and y, n numbers each, as float32 tensors of shape (n, 1)."""
    return [torch.as_tensor(v, dtype=torch.float32)[:, None] for v in (x, y)]
