"""The factor as a NumPy integer."""

# %% find_the_bug
def lecture_gradient_factor(n):
    """Return the lecture's gradient over the right one, for n samples."""
    return np.ones(n, dtype=np.int64).sum()
