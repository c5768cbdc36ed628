"""A loop over the numbers."""
# %% columns
def as_columns(x, y):
    """Return x and y, n numbers each, as float32 tensors of shape (n, 1)."""
    def column(values):
        tensor = torch.empty(len(values), 1)
        for row, value in enumerate(values):
            tensor[row, 0] = float(value)
        return tensor


    return column(x), column(y)
