"""Nothing but a list is taken. diagnosis: none"""
# %% columns
def as_columns(x, y):
    """Return x and y, n numbers each, as float32 tensors of shape (n, 1)."""
    columns = []
    for values in (x, y):
        rows = [[value] for value in values + []]
        columns.append(torch.tensor(rows, dtype=torch.float32))
    return columns[0], columns[1]
