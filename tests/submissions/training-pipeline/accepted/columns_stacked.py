"""One tensor of both columns, which unpacks into the two."""
# %% columns
def as_columns(x, y):
    return torch.stack([torch.tensor(np.array(a), dtype=torch.float32)[:, None] for a in (x, y)])
