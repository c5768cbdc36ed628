"""A list of one-element lists, by torch.Tensor."""
# %% columns
def as_columns(x, y):
    """Return x and y, n numbers each, as float32 tensors of shape (n, 1)."""
    return torch.Tensor([[float(v)] for v in x]), torch.FloatTensor([[float(v)] for v in y])
