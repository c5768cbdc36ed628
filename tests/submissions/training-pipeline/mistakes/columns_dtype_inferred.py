"""The dtype is what the numbers have. diagnosis: none"""
# %% columns
def as_columns(x, y):
    """Return x and y, n numbers each, as float32 tensors of shape (n, 1)."""
    return torch.as_tensor(x).view(-1, 1), torch.as_tensor(y).view(-1, 1)
