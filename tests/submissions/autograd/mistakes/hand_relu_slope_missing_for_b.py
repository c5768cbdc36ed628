"""The slope of relu is left out for b only. diagnosis: relu-slope"""
# %% partials_by_hand
def relu_partials(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b."""
    z = w * x + b
    on = float(z > 0)
    return z * on, x * on, 1.0
