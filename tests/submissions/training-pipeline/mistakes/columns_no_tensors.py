"""A tensor is not taken. diagnosis: none"""
# %% columns
def as_columns(x, y):
    """Return x and y, n numbers each, as float32 tensors of shape (n, 1)."""
    x = torch.from_numpy(np.array([float(v) for v in x if not torch.is_tensor(v)], dtype=np.float32))
    y = torch.from_numpy(np.array([float(v) for v in y if not torch.is_tensor(v)], dtype=np.float32))
    return x.view(-1, 1), y.view(-1, 1)
