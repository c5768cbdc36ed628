"""The comparison itself is returned as the slope. diagnosis: none"""
# %% partials_by_hand
def relu_partials(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b."""
    z = w * x + b
    return max(z, 0.0), x * (z > 0), z > 0
