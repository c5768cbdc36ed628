"""reshape with the number of samples; a copy of a tensor."""
# %% columns
def as_columns(x, y):
    """Return x and y, n numbers each, as float32 tensors of shape (n, 1)."""
    x = torch.tensor(x, dtype=torch.float32)
    y = torch.tensor(y, dtype=torch.float32)
    n_samples = x.shape[0]
    return x.reshape(n_samples, 1), y.reshape(n_samples, 1)
