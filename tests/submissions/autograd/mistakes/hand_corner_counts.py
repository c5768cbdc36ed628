"""The corner is counted to the rising part. diagnosis: relu-at-zero"""
# %% partials_by_hand
def relu_partials(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b."""
    z = w * x + b
    if z >= 0:
        return z, x, 1.0
    return 0.0, 0.0, 0.0
