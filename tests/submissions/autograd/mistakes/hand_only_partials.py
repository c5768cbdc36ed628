"""a is not returned. diagnosis: result-missing"""
# %% partials_by_hand
def relu_partials(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b."""
    slope = 1.0 if w * x + b > 0 else 0.0
    return slope * x, slope
