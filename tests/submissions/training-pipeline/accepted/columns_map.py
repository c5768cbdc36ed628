"""A map, which unpacks into the two."""
# %% columns
def as_columns(x, y):
    return map(lambda a: torch.tensor(np.array(a), dtype=torch.float32)[:, None], (x, y))
