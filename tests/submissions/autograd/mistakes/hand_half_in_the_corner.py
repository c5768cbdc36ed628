"""One half in the corner, the mean of both sides. diagnosis: relu-at-zero"""
# %% partials_by_hand
def relu_partials(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b."""
    z = w * x + b
    slope = 1.0 if z > 0 else 0.5 if z == 0 else 0.0
    return max(z, 0.0), slope * x, slope
