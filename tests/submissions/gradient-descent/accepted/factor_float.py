"""The factor as a float."""

# %% find_the_bug
def lecture_gradient_factor(n):
    """Return the lecture's gradient over the right one, for n samples."""
    return float(n)
