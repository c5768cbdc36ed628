"""The value of relu stands where its slope belongs. diagnosis: relu-slope"""
# %% partials_by_hand
def relu_partials(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b."""
    a = max(w * x + b, 0.0)
    return a, a * x, a
