"""A row, transposed."""
# %% columns
def as_columns(x, y):
    """Return x and y, n numbers each, as float32 tensors of shape (n, 1)."""
    return torch.tensor([list(map(float, x))]).T, torch.tensor([list(map(float, y))]).t()
