"""One table with two columns. diagnosis: none"""
# %% columns
def as_columns(x, y):
    """Return x and y, n numbers each, as float32 tensors of shape (n, 1)."""
    return torch.tensor([list(x), list(y)], dtype=torch.float32).T
