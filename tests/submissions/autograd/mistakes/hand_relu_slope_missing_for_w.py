"""The slope of relu is left out for w only. diagnosis: relu-slope"""
# %% partials_by_hand
def relu_partials(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b."""
    z = w * x + b
    return max(z, 0.0), x, 1.0 if z > 0 else 0.0
