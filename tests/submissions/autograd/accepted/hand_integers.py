"""Integers among the answers."""
# %% partials_by_hand
def relu_partials(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b."""
    z = w * x + b
    return (z, x, 1) if z > 0 else (0, 0, 0)
