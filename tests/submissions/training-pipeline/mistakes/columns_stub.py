"""The columns are left open. diagnosis: stub-left"""
# %% columns
def as_columns(x, y):
    """Return x and y, n numbers each, as float32 tensors of shape (n, 1)."""
    raise NotImplementedError()
