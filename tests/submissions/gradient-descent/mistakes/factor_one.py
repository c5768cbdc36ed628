"""Nothing wrong is seen.

diagnosis: hard-coded
fails: find_the_bug
"""

# %% find_the_bug
def lecture_gradient_factor(n):
    """Return the lecture's gradient over the right one, for n samples."""
    return 1
