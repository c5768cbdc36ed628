"""unsqueeze."""
# %% columns
def as_columns(x, y):
    """Return x and y, n numbers each, as float32 tensors of shape (n, 1)."""
    return (torch.as_tensor(x).float().unsqueeze(1), torch.as_tensor(y).float().unsqueeze(-1))
