"""NumPy arrays come back. diagnosis: none"""
# %% columns
def as_columns(x, y):
    """Return x and y, n numbers each, as float32 tensors of shape (n, 1)."""
    return np.asarray(x, dtype=np.float32).reshape(-1, 1), np.asarray(y, dtype=np.float32).reshape(-1, 1)
