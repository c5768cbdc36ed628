"""Whole numbers on the way. diagnosis: none"""
# %% columns
def as_columns(x, y):
    """Return x and y, n numbers each, as float32 tensors of shape (n, 1)."""
    return torch.tensor(x, dtype=torch.int64).view(-1, 1).float(), torch.tensor(y, dtype=torch.int64).view(-1, 1).float()
