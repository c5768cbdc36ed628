"""The factor is left.

diagnosis: stub-left
fails: find_the_bug
"""

# %% find_the_bug
def lecture_gradient_factor(n):
    """Return the lecture's gradient over the right one, for n samples."""
    raise NotImplementedError()
