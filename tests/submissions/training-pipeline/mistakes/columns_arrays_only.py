"""Only arrays will do. diagnosis: none"""
# %% columns
def as_columns(x, y):
    """Return x and y, n numbers each, as float32 tensors of shape (n, 1)."""
    return torch.from_numpy(x).float().view(-1, 1), torch.from_numpy(y).float().view(-1, 1)
