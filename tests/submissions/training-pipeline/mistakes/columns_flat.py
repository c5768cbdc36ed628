"""The tensors stay flat. diagnosis: column-missing"""
# %% columns
def as_columns(x, y):
    """Return x and y, n numbers each, as float32 tensors of shape (n, 1)."""
    return torch.tensor(x, dtype=torch.float32), torch.tensor(y, dtype=torch.float32)
