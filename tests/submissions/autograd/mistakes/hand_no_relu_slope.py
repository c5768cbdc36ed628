"""relu is taken as a straight line on the way back. diagnosis: relu-slope"""
# %% partials_by_hand
def relu_partials(x, w, b):
    """Return a = relu(w*x + b), da/dw and da/db for floats x, w, b."""
    return max(w * x + b, 0.0), x, 1.0
