"""Rows are stacked."""
# %% columns
def as_columns(x, y):
    """Return x and y, n numbers each, as float32 tensors of shape (n, 1)."""
    return tuple(torch.stack([torch.tensor([float(v)]) for v in values]) for values in (x, y))
