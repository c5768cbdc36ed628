"""By way of NumPy."""
# %% columns
def as_columns(x, y):
    """Return x and y, n numbers each, as float32 tensors of shape (n, 1)."""
    x = np.array(x, dtype=np.float32).reshape(-1, 1)
    y = np.array(y, dtype=np.float32).reshape(-1, 1)
    return torch.from_numpy(x), torch.from_numpy(y)
